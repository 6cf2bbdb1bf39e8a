package dev.offload.ingest.live;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The news of tasks, or of groups, that are followed one by one. A client that does not keep up
/// misses versions in between, but never the newest.
///
/// @param <I> their ids
final class SingleFeeds<I> {
  /// How many bytes of one of them are kept besides its newest event.
  private static final int KEPT_BYTES = 32 * 1024;

  private final Map<I, SingleFeed> feeds = new ConcurrentHashMap<>();

  private static final class SingleFeed {
    private final Feed<LiveEvent> events = new Feed<>();
    private long bytes;

    /// Used by one thread at a time; the map takes care of that.
    private void append(LiveEvent event) {
      events.append(event);
      bytes += event.size();
      boolean isFull = bytes - event.size() > KEPT_BYTES;
      while (isFull) {
        Optional<Map.Entry<Long, LiveEvent>> oldest = events.oldestOfMany();
        oldest.ifPresent(
            one -> {
              events.remove(one.getKey());
              bytes -= one.getValue().size();
            });
        isFull = oldest.isPresent() && bytes - event.size() > KEPT_BYTES;
      }
    }
  }

  boolean isFollowed(I id) {
    return feeds.containsKey(id);
  }

  /// Does nothing if nobody follows it.
  void append(I id, LiveEvent event) {
    feeds.computeIfPresent(
        id,
        (_, feed) -> {
          feed.append(event);
          return feed;
        });
  }

  /// Follows one from now on, until [#leave].
  Feed<LiveEvent> join(I id) {
    return feeds.compute(
            id,
            (_, there) -> {
              SingleFeed feed = there == null ? new SingleFeed() : there;
              feed.events.join();
              return feed;
            })
        .events;
  }

  void leave(I id) {
    feeds.computeIfPresent(
        id,
        (_, feed) -> {
          feed.events.leave();
          return feed.events.isFollowed() ? feed : null;
        });
  }
}
