package dev.offload.ingest.live;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Tells one client of one task or group: its present state, then what is newer, until it has
/// ended.
///
/// @param <I> the kind of its id
final class SingleStream<I> implements AutoCloseable {
  private final SingleFeeds<I> feeds;
  private final I id;
  private final String tenant;
  private final Feed<LiveEvent> feed;
  private long place;
  private long version;
  private boolean isTold;
  private boolean hasEnded;

  private SingleStream(SingleFeeds<I> feeds, I id, String tenant, long knownVersion) {
    this.feeds = feeds;
    this.id = id;
    this.tenant = tenant;
    this.feed = feeds.join(id);
    this.place = feed.last();
    this.version = knownVersion;
    this.isTold = knownVersion > 0;
  }

  /// Keeps news from now on. `knownVersion` is what the client has already seen, 0 for nothing.
  static <I> SingleStream<I> join(SingleFeeds<I> feeds, I id, String tenant, long knownVersion) {
    return new SingleStream<>(feeds, id, tenant, knownVersion);
  }

  /// The version in the header `Last-Event-ID`. An id that is not a version was never sent by us,
  /// so the present state is told: 0.
  static long version(String lastEventId) {
    boolean isNumber = lastEventId != null && lastEventId.matches("[0-9]{1,18}");
    return isNumber ? Long.parseLong(lastEventId) : 0;
  }

  /// Tells the state that was looked up after joining and everything after it, until it has
  /// ended or the stream is over.
  void run(LiveEvent present, Outlet outlet, StreamSeat seat, Duration commentEvery)
      throws IOException, InterruptedException {
    seat.whenOver(feed::wake);
    outlet.alive();
    tell(present, outlet);
    while (!hasEnded && !seat.isOver()) {
      Optional<Map.Entry<Long, LiveEvent>> next = feed.after(place);
      if (next.isPresent()) {
        place = next.get().getKey();
        tell(next.get().getValue(), outlet);
      } else if (!feed.await(place, commentEvery, seat::isOver)) {
        outlet.alive();
      }
    }
  }

  /// A version is told once, and again if its progress is new.
  private void tell(LiveEvent event, Outlet outlet) throws IOException, InterruptedException {
    if (!event.tenant().equals(tenant)) {
      return;
    }
    long told = version;
    version = Math.max(version, event.version());
    boolean isNewer = event.version() > told;
    boolean isFurther = event.version() == told && event.isFurther();
    if (isNewer || isFurther || !isTold) {
      isTold = true;
      outlet.one(Long.toString(event.version()), event);
    }
    hasEnded = event.isEnd() && event.version() >= told;
  }

  @Override
  public void close() {
    feeds.leave(id);
  }
}
