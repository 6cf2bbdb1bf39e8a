package dev.offload.lifecycle.lost;

import dev.offload.lifecycle.position.Positions;
import dev.offload.schemas.topic.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/// Computes the time up to which everything has been heard, from the positions of all readers.
/// It looks at them again and again.
///
/// It marks where a partition ends, and waits until the workers have taken everything up to that
/// mark. Then it marks where their reports end, and waits until the lifecycle has read them up
/// to there. A hand-out that is older than the first mark and has no report by then is lost.
/// Then it starts over.
public final class HeardTracker implements HeardUntil {
  private final int partitions;
  private final Map<TopicPartition, HandOutMark> handOutMarks = new HashMap<>();
  private final Map<Integer, ReadMark> directMarks = new HashMap<>();
  private final Map<Integer, ReadMark> reportMarks = new HashMap<>();
  private final Map<TopicPartition, Instant> handOuts = new ConcurrentHashMap<>();
  private final Map<Integer, Instant> direct = new ConcurrentHashMap<>();
  private final Map<Integer, Instant> reports = new ConcurrentHashMap<>();

  /// Where a partition ended at some moment. `reportsEnd` is null until workers have taken the
  /// records before that place. It is then where the reports ended at that time.
  private record HandOutMark(Instant at, long end, Long reportsEnd) {}

  /// Where the partitions that the lifecycle reads ended at some moment.
  private record ReadMark(Instant at, Map<TopicPartition, Long> ends) {
    boolean isReached(Positions positions) {
      return ends.entrySet().stream()
          .allMatch(end -> positions.decided(end.getKey()).orElse(0L) >= end.getValue());
    }
  }

  public HeardTracker(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public Instant handOuts(String topic, int partition) {
    return handOuts.getOrDefault(new TopicPartition(topic, partition), Instant.EPOCH);
  }

  @Override
  public Instant submissions(int partition) {
    return direct.getOrDefault(partition, Instant.EPOCH);
  }

  @Override
  public Instant reports(int partition) {
    return reports.getOrDefault(partition, Instant.EPOCH);
  }

  /// Looks at the positions of workers' reports only. `before` is as in [#look].
  public void lookAtReports(Positions positions, Instant before) {
    forget(before);
    for (int number = 0; number < partitions; number++) {
      var topic = new TopicPartition(Topics.ATTEMPTS.name(), number);
      Optional<Long> end = positions.end(topic);
      if (end.isPresent()) {
        ReadMark fresh = new ReadMark(before, Map.of(topic, end.get()));
        follow(number, fresh, positions, reportMarks, reports);
      }
    }
  }

  /// Times in the future came from a clock that was ahead. They are not true yet.
  private void forget(Instant now) {
    handOutMarks.values().removeIf(mark -> mark.at().isAfter(now));
    directMarks.values().removeIf(mark -> mark.at().isAfter(now));
    reportMarks.values().removeIf(mark -> mark.at().isAfter(now));
    handOuts.values().removeIf(at -> at.isAfter(now));
    direct.values().removeIf(at -> at.isAfter(now));
    reports.values().removeIf(at -> at.isAfter(now));
  }

  /// Looks at all positions. `before` is a moment before they were asked for. A topic whose
  /// end is not known is left for the next look, and holds up no other topic.
  public void look(Positions positions, Instant before) {
    forget(before);
    for (TopicPartition partition : positions.handOuts()) {
      positions.end(partition).ifPresent(end -> followHandOuts(partition, end, positions, before));
    }
    for (int number = 0; number < partitions; number++) {
      lookAtDirect(number, positions, before);
    }
    lookAtReports(positions, before);
  }

  /// The submission that early events wait for may be in any of the direct topics.
  private void lookAtDirect(int number, Positions positions, Instant before) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (TopicPartition partition : positions.handOuts()) {
      if (partition.partition() == number && Topics.isDirect(partition.topic())) {
        Optional<Long> end = positions.end(partition);
        if (end.isEmpty()) {
          return;
        }
        ends.put(partition, end.get());
      }
    }
    follow(number, new ReadMark(before, ends), positions, directMarks, direct);
  }

  private void followHandOuts(
      TopicPartition partition, long end, Positions positions, Instant before) {
    var reportsTopic = new TopicPartition(Topics.ATTEMPTS.name(), partition.partition());
    HandOutMark fresh = new HandOutMark(before, end, null);
    HandOutMark mark = handOutMarks.getOrDefault(partition, fresh);
    Optional<Long> reportsEnd = positions.end(reportsTopic);
    if (mark.reportsEnd() == null
        && reportsEnd.isPresent()
        && positions.takenUpTo(partition).orElse(0L) >= mark.end()) {
      mark = new HandOutMark(mark.at(), mark.end(), reportsEnd.get());
    }
    if (mark.reportsEnd() != null
        && positions.decided(reportsTopic).orElse(0L) >= mark.reportsEnd()) {
      handOuts.put(partition, mark.at());
      mark = fresh;
    }
    handOutMarks.put(partition, mark);
  }

  /// Once the mark of `number` has been reached, notes its moment in `heard` and sets a new
  /// mark.
  private static void follow(
      int number,
      ReadMark fresh,
      Positions positions,
      Map<Integer, ReadMark> marks,
      Map<Integer, Instant> heard) {
    ReadMark mark = marks.getOrDefault(number, fresh);
    if (mark.isReached(positions)) {
      heard.put(number, mark.at());
      mark = fresh;
    }
    marks.put(number, mark);
  }
}
