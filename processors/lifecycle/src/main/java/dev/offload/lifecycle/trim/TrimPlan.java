package dev.offload.lifecycle.trim;

import dev.offload.lifecycle.position.Positions;
import dev.offload.schemas.topic.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/// What can be deleted: every reader of a partition has read the records below its offset.
///
/// | topic | readers |
/// |---|---|
/// | commands, batches, attempts, coordination | the lifecycle |
/// | direct | the lifecycle and the queue's workers |
/// | work | the queue's workers |
/// | completions | the groups in `completionReaders` |
record TrimPlan(Map<TopicPartition, Long> below) {

  static TrimPlan of(Positions positions, int partitions, Collection<String> completionReaders) {
    Map<TopicPartition, Long> below = new HashMap<>();
    for (int number = 0; number < partitions; number++) {
      var commands = new TopicPartition(Topics.COMMANDS.name(), number);
      var batches = new TopicPartition(Topics.BATCHES.name(), number);
      var attempts = new TopicPartition(Topics.ATTEMPTS.name(), number);
      var coordination = new TopicPartition(Topics.COORDINATION.name(), number);
      var completions = new TopicPartition(Topics.COMPLETIONS.name(), number);
      put(below, commands, positions.decided(commands));
      put(below, batches, positions.decided(batches));
      put(below, attempts, positions.decided(attempts));
      put(below, coordination, positions.decided(coordination));
      put(below, completions, positions.committedByAll(completionReaders, completions));
    }
    for (TopicPartition partition : positions.handOuts()) {
      Optional<Long> taken = positions.takenUpTo(partition);
      put(
          below,
          partition,
          Topics.isDirect(partition.topic()) ? least(positions.decided(partition), taken) : taken);
    }
    return new TrimPlan(below);
  }

  /// The part that is new since `earlier`.
  TrimPlan since(TrimPlan earlier) {
    Map<TopicPartition, Long> fresh = new HashMap<>();
    below.forEach(
        (partition, offset) -> {
          if (offset > earlier.below().getOrDefault(partition, 0L)) {
            fresh.put(partition, offset);
          }
        });
    return new TrimPlan(fresh);
  }

  private static Optional<Long> least(Optional<Long> one, Optional<Long> other) {
    return one.flatMap(a -> other.map(b -> Math.min(a, b)));
  }

  private static void put(
      Map<TopicPartition, Long> below, TopicPartition partition, Optional<Long> offset) {
    offset.ifPresent(known -> below.put(partition, known));
  }
}
