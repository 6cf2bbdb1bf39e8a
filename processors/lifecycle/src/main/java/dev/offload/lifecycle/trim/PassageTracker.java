package dev.offload.lifecycle.trim;

import dev.offload.schemas.topic.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/// Learns from one look at the positions after another until when topics have been passed.
///
/// It remembers where a partition ended at some moment, waits until its readers are there, then
/// until the lifecycle has read all that had been reported by then: whatever was handed out before
/// that moment and has not been reported on is lost. Then it begins anew.
final class PassageTracker implements Passage {
  private final int partitions;
  private final Map<TopicPartition, HandOutMark> handOutMarks = new HashMap<>();
  private final Map<Integer, DirectMark> directMarks = new HashMap<>();
  private final Map<TopicPartition, Instant> handOuts = new ConcurrentHashMap<>();
  private final Map<Integer, Instant> direct = new ConcurrentHashMap<>();

  /// Where a partition ended at some moment; once taken, where the reports ended then.
  private record HandOutMark(Instant at, long end, Long reportsEnd) {}

  private record DirectMark(Instant at, Map<TopicPartition, Long> ends) {}

  PassageTracker(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public Instant handOutsPassed(String topic, int partition) {
    return handOuts.getOrDefault(new TopicPartition(topic, partition), Instant.EPOCH);
  }

  @Override
  public Instant directPassed(int partition) {
    return direct.getOrDefault(partition, Instant.EPOCH);
  }

  /// Takes a look; `before` is the moment before the positions were asked for.
  void look(Positions positions, Instant before) {
    for (int number = 0; number < partitions; number++) {
      Map<TopicPartition, Long> directEnds = new HashMap<>();
      for (String queue : positions.queues()) {
        var directPartition = new TopicPartition(Topics.direct(queue).name(), number);
        var workPartition = new TopicPartition(Topics.work(queue).name(), number);
        followHandOuts(directPartition, positions, before);
        followHandOuts(workPartition, positions, before);
        directEnds.put(directPartition, positions.end(directPartition));
      }
      followDirect(number, new DirectMark(before, directEnds), positions);
    }
  }

  private void followHandOuts(TopicPartition partition, Positions positions, Instant before) {
    var reports = new TopicPartition(Topics.ATTEMPTS.name(), partition.partition());
    HandOutMark fresh = new HandOutMark(before, positions.end(partition), null);
    HandOutMark mark = handOutMarks.getOrDefault(partition, fresh);
    if (mark.reportsEnd() == null && positions.takenUpTo(partition).orElse(0L) >= mark.end()) {
      mark = new HandOutMark(mark.at(), mark.end(), positions.end(reports));
    }
    if (mark.reportsEnd() != null && positions.decided(reports).orElse(0L) >= mark.reportsEnd()) {
      handOuts.put(partition, mark.at());
      mark = fresh;
    }
    handOutMarks.put(partition, mark);
  }

  private void followDirect(int number, DirectMark fresh, Positions positions) {
    DirectMark mark = directMarks.getOrDefault(number, fresh);
    boolean passed =
        mark.ends().entrySet().stream()
            .allMatch(end -> positions.decided(end.getKey()).orElse(0L) >= end.getValue());
    if (passed) {
      direct.put(number, mark.at());
    }
    directMarks.put(number, passed ? fresh : mark);
  }
}
