package dev.offload.ingest.live;

import dev.offload.ingest.view.TaskNews;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The newest part of the log, in memory, for those who come back: bounded in events and bytes. New
/// by the time of the record, in whatever order the partitions are read: after a restart one comes
/// whole before the next. Not safe for threads: its hub guards it.
final class RecentNews {
  private static final Comparator<Deque<TaskNews>> OLDEST_FIRST =
      Comparator.comparingLong(partition -> partition.getFirst().timestamp());

  private final int maxEvents;
  private final long maxBytes;
  private final List<Deque<TaskNews>> kept = new ArrayList<>();
  private LogPosition floor;
  private LogPosition end;
  private int events;
  private long bytes;

  /// Nothing is known of what lies before `begin`.
  RecentNews(LogPosition begin, int maxEvents, long maxBytes) {
    this.floor = begin;
    this.end = begin;
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
    for (int partition = 0; partition < begin.partitions(); partition++) {
      kept.add(new ArrayDeque<>());
    }
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
    kept.get(one.partition()).addLast(one);
    events++;
    bytes += one.bytes();
    while (events > maxEvents || bytes > maxBytes) {
      TaskNews oldest = oldestOf(kept).orElseThrow();
      events--;
      bytes -= oldest.bytes();
      floor = floor.with(oldest.partition(), oldest.offset() + 1);
    }
    return true;
  }

  /// Tells `news` all that lies behind the position called `id`, the oldest first, each with the
  /// position after it.
  ///
  /// @return that position, empty where it is not one of this log or something behind it is gone
  Optional<LogPosition> replay(String id, BiConsumer<TaskNews, LogPosition> news) {
    Optional<LogPosition> since = end.parse(id).filter(floor::isCoveredBy);
    since.ifPresent(
        position -> {
          LogPosition told = position;
          List<Deque<TaskNews>> rest = behind(position);
          for (Optional<TaskNews> one = oldestOf(rest); one.isPresent(); one = oldestOf(rest)) {
            told = told.with(one.get().partition(), one.get().offset() + 1);
            news.accept(one.get(), told);
          }
        });
    return since;
  }

  private List<Deque<TaskNews>> behind(LogPosition position) {
    List<Deque<TaskNews>> behind = new ArrayList<>();
    for (Deque<TaskNews> partition : kept) {
      Deque<TaskNews> rest = new ArrayDeque<>(partition);
      rest.removeIf(one -> !position.isBefore(one.partition(), one.offset()));
      behind.add(rest);
    }
    return behind;
  }

  /// Taken out of its partition. Within one the order is the log's.
  private static Optional<TaskNews> oldestOf(List<Deque<TaskNews>> partitions) {
    return partitions.stream()
        .filter(partition -> !partition.isEmpty())
        .min(OLDEST_FIRST)
        .map(Deque::removeFirst);
  }
}
