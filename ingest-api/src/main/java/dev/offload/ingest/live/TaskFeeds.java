package dev.offload.ingest.live;

import dev.offload.schemas.task.TaskId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The news of tasks that are followed one by one. A client that does not keep up misses versions
/// in between, but never the newest.
final class TaskFeeds {
  /// How many bytes of one task are kept besides its newest event.
  private static final int KEPT_BYTES = 32 * 1024;

  private final Map<TaskId, TaskFeed> feeds = new ConcurrentHashMap<>();

  private static final class TaskFeed {
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

  boolean isFollowed(TaskId id) {
    return feeds.containsKey(id);
  }

  /// Does nothing if nobody follows the task.
  void append(TaskId id, LiveEvent event) {
    feeds.computeIfPresent(
        id,
        (_, feed) -> {
          feed.append(event);
          return feed;
        });
  }

  /// Follows a task from now on, until [#leave].
  Feed<LiveEvent> join(TaskId id) {
    return feeds.compute(
            id,
            (_, there) -> {
              TaskFeed feed = there == null ? new TaskFeed() : there;
              feed.events.join();
              return feed;
            })
        .events;
  }

  void leave(TaskId id) {
    feeds.computeIfPresent(
        id,
        (_, feed) -> {
          feed.events.leave();
          return feed.events.isFollowed() ? feed : null;
        });
  }
}
