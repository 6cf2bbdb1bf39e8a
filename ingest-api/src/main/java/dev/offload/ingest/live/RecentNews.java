package dev.offload.ingest.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The newest part of the log, in memory, for clients that follow all tasks of a tenant, including
/// those that read slowly or come back. It is limited in events and bytes over all tenants. The
/// oldest events go first, by the time of their record, whatever the order in which partitions are
/// read: after a restart one partition is read whole before the next.
final class RecentNews {
  private static final Comparator<Deque<Remembered>> OLDEST_FIRST =
      Comparator.comparingLong(partition -> partition.getFirst().version().timestamp());

  /// The part of the memory that passing news may take.
  private static final int PASSING_PART = 8;

  private final int maxEvents;
  private final long maxBytes;
  private final List<Deque<Remembered>> kept = new ArrayList<>();
  private final Deque<KeptPassing> passing = new ArrayDeque<>();
  private final Map<String, TenantFeed> ofTenant = new HashMap<>();
  private final LogPosition zero;
  private LogPosition floor;
  private LogPosition end;
  private int events;
  private long bytes;
  private long passingBytes;
  private long newest;

  /// A version and its place in its tenant's feed.
  private record Remembered(TenantFeed feed, long place, Told.Version version) {}

  private record KeptPassing(TenantFeed feed, long place, int bytes) {}

  /// The events for a tenant's clients, and the position before which some of them are gone.
  private static final class TenantFeed {
    private final Feed<Told> told = new Feed<>();
    private final String tenant;
    private volatile LogPosition floor;

    private TenantFeed(String tenant, LogPosition floor) {
      this.tenant = tenant;
      this.floor = floor;
    }
  }

  /// Nothing before `begin` is known.
  RecentNews(LogPosition begin, int maxEvents, long maxBytes) {
    this.zero = begin.atZero();
    this.floor = begin;
    this.end = begin;
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
    for (int partition = 0; partition < begin.partitions(); partition++) {
      kept.add(new ArrayDeque<>());
    }
  }

  synchronized LogPosition end() {
    return end;
  }

  /// Whether the log has been read no further than to this record.
  synchronized boolean isNew(int partition, long offset) {
    return end.isBefore(partition, offset);
  }

  /// Whether somebody follows the tenant's tasks now.
  synchronized boolean isFollowed(String tenant) {
    TenantFeed feed = ofTenant.get(tenant);
    return feed != null && feed.told.isFollowed();
  }

  /// The record was read and has nothing for a tenant's clients.
  synchronized void pass(int partition, long offset) {
    end = end.with(partition, offset + 1);
  }

  /// A new version; see [#isNew].
  synchronized void add(LiveEvent event, int partition, long offset, long timestamp) {
    pass(partition, offset);
    newest = Math.max(newest, timestamp);
    // What somebody waits for is as young as anything, or it could be gone before it is told.
    long time = isFollowed(event.tenant()) ? newest : timestamp;
    append(new Told.Version(event, partition, offset, time, end));
    while (events > maxEvents || bytes > maxBytes) {
      evict(oldestOf(kept).orElseThrow());
    }
  }

  private void append(Told.Version version) {
    TenantFeed feed = feed(version.event().tenant());
    kept.get(version.partition()).addLast(new Remembered(feed, feed.told.append(version), version));
    events++;
    bytes += version.bytes();
  }

  private void evict(Remembered oldest) {
    Told.Version version = oldest.version();
    events--;
    bytes -= version.bytes();
    floor = floor.with(version.partition(), version.offset() + 1);
    TenantFeed feed = oldest.feed();
    feed.floor = feed.floor.with(version.partition(), version.offset() + 1);
    remove(feed, oldest.place());
  }

  /// What has no place in this log, such as progress, for those who follow now.
  synchronized void addPassing(LiveEvent event) {
    TenantFeed feed = ofTenant.get(event.tenant());
    if (feed == null || !feed.told.isFollowed()) {
      return;
    }
    Told told = new Told.Passing(event, end);
    passing.addLast(new KeptPassing(feed, feed.told.append(told), told.bytes()));
    passingBytes += told.bytes();
    while (passing.size() > maxEvents / PASSING_PART || passingBytes > maxBytes / PASSING_PART) {
      KeptPassing oldest = passing.removeFirst();
      passingBytes -= oldest.bytes();
      remove(oldest.feed(), oldest.place());
    }
  }

  private TenantFeed feed(String tenant) {
    return ofTenant.computeIfAbsent(tenant, one -> new TenantFeed(one, zero));
  }

  private void remove(TenantFeed feed, long place) {
    feed.told.remove(place);
    forgetIfIdle(feed);
  }

  private void forgetIfIdle(TenantFeed feed) {
    if (feed.told.isIdle()) {
      ofTenant.remove(feed.tenant, feed);
    }
  }

  /// Follows a tenant's tasks from now on.
  synchronized Reader follow(String tenant) {
    return new Reader(feed(tenant), feed(tenant).told.last(), end);
  }

  /// Follows a tenant's tasks from the position `id` on. Empty if it is not a position in this log,
  /// or if something after it is gone.
  synchronized Optional<Reader> resume(String tenant, String id) {
    return end.parse(id)
        .filter(floor::isCoveredBy)
        .map(since -> new Reader(feed(tenant), 0, since));
  }

  /// Sorts the news by time, before anybody follows them.
  synchronized RecentNews inOrderOfTime() {
    RecentNews ordered = new RecentNews(floor, maxEvents, maxBytes);
    for (Optional<Remembered> one = oldestOf(kept); one.isPresent(); one = oldestOf(kept)) {
      Told.Version version = one.get().version();
      ordered.add(version.event(), version.partition(), version.offset(), version.timestamp());
    }
    ordered.end = end;
    return ordered;
  }

  /// The next one of a partition. Within a partition the order is that of the log.
  private static Optional<Remembered> oldestOf(List<Deque<Remembered>> partitions) {
    return partitions.stream()
        .filter(partition -> !partition.isEmpty())
        .min(OLDEST_FIRST)
        .map(Deque::removeFirst);
  }

  /// A client's place in a tenant's news. It is used by one thread.
  final class Reader implements AutoCloseable {
    private final TenantFeed feed;
    private long place;
    private LogPosition told;

    private Reader(TenantFeed feed, long place, LogPosition since) {
      this.feed = feed;
      this.place = place;
      this.told = since;
      feed.told.join();
    }

    /// The position of a client that has been told everything.
    String position() {
      return told.spelled();
    }

    Feed<Told> feed() {
      return feed.told;
    }

    long place() {
      return place;
    }

    /// What the client is told next; empty if there is nothing yet. [#position] moves along.
    ///
    /// @throws ClientLeftBehind if something is gone that the client was not told
    Optional<LiveEvent> next() throws ClientLeftBehind {
      // Asked first: what is not in the feed now was read later.
      LogPosition read = end();
      while (true) {
        Optional<Map.Entry<Long, Told>> next = feed.told.after(place);
        if (!feed.floor.isCoveredBy(told)) {
          throw new ClientLeftBehind();
        }
        if (next.isEmpty()) {
          // What this replica has not read yet may be known to the client.
          told = told.orLater(read);
          return Optional.empty();
        }
        place = next.get().getKey();
        if (take(next.get().getValue())) {
          return Optional.of(next.get().getValue().event());
        }
      }
    }

    /// Whether this is new to the client.
    private boolean take(Told one) {
      boolean isNew =
          switch (one) {
            case Told.Version version -> told.isBefore(version.partition(), version.offset());
            case Told.Passing _ -> true;
          };
      told = told.orLater(one.after());
      return isNew;
    }

    @Override
    public void close() {
      synchronized (RecentNews.this) {
        feed.told.leave();
        forgetIfIdle(feed);
      }
    }
  }
}
