package dev.offload.lifecycle.position;

import dev.offload.schemas.topic.Topics;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/// How far everybody has come, as Kafka tells it: the partitions of queues' topics that there are,
/// where topics end, up to where workers have `taken` records for good, and what the lifecycle and
/// the readers of completions have `committed`, by group. What is missing is not known.
public record Positions(
    Set<TopicPartition> handOuts,
    Map<TopicPartition, Long> taken,
    Map<TopicPartition, Long> ends,
    Map<String, Map<TopicPartition, Long>> committed) {

  /// Up to where the lifecycle has read.
  public Optional<Long> decided(TopicPartition partition) {
    return committedBy(Topics.LIFECYCLE_GROUP, partition);
  }

  /// Up to where all of `groups` have read; empty while one of them has not begun.
  public Optional<Long> committedByAll(Collection<String> groups, TopicPartition partition) {
    long least = Long.MAX_VALUE;
    for (String group : groups) {
      Optional<Long> offset = committedBy(group, partition);
      if (offset.isEmpty()) {
        return Optional.empty();
      }
      least = Math.min(least, offset.get());
    }
    return groups.isEmpty() ? Optional.empty() : Optional.of(least);
  }

  public Optional<Long> takenUpTo(TopicPartition partition) {
    return Optional.ofNullable(taken.get(partition));
  }

  public Optional<Long> end(TopicPartition partition) {
    return Optional.ofNullable(ends.get(partition));
  }

  private Optional<Long> committedBy(String group, TopicPartition partition) {
    return Optional.ofNullable(committed.getOrDefault(group, Map.of()).get(partition));
  }
}
