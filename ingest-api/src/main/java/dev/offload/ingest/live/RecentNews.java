package dev.offload.ingest.live;

import dev.offload.ingest.view.TaskNews;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The newest part of the log, in memory, for those who come back: bounded in events and bytes.
/// Not safe for threads: its hub guards it.
final class RecentNews {
  private final int maxEvents;
  private final long maxBytes;
  private final Deque<TaskNews> kept = new ArrayDeque<>();
  private LogPosition floor;
  private LogPosition end;
  private long bytes;

  /// Nothing is known of what lies before `begin`.
  RecentNews(LogPosition begin, int maxEvents, long maxBytes) {
    this.floor = begin;
    this.end = begin;
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
  }

  LogPosition end() {
    return end;
  }

  /// Where the log goes on after `one`, which is not kept twice.
  boolean add(TaskNews one) {
    if (!end.isBefore(one.partition(), one.offset())) {
      return false;
    }
    end = end.with(one.partition(), one.offset() + 1);
    kept.addLast(one);
    bytes += one.bytes();
    while (kept.size() > maxEvents || bytes > maxBytes) {
      TaskNews oldest = kept.removeFirst();
      bytes -= oldest.bytes();
      floor = floor.with(oldest.partition(), oldest.offset() + 1);
    }
    return true;
  }

  /// Tells `news` all that lies behind the position called `id`, each with the position after it.
  ///
  /// @return that position, empty where it is not one of this log or something behind it is gone
  Optional<LogPosition> replay(String id, BiConsumer<TaskNews, LogPosition> news) {
    Optional<LogPosition> since = end.parse(id).filter(floor::isCoveredBy);
    since.ifPresent(
        position -> {
          LogPosition told = position;
          for (TaskNews one : kept) {
            if (position.isBefore(one.partition(), one.offset())) {
              told = told.with(one.partition(), one.offset() + 1);
              news.accept(one, told);
            }
          }
        });
    return since;
  }
}
