package dev.offload.lifecycle.position;

import dev.offload.schemas.topic.Topics;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/// How far every reader has come, as Kafka tells it. What is missing is not known.
///
/// @param handOuts the partitions of the topics of queues
/// @param taken up to where workers have taken records for good
/// @param ends where topics end
/// @param committed what the lifecycle and the readers of completions have committed, by group
public record Positions(
    Set<TopicPartition> handOuts,
    Map<TopicPartition, Long> taken,
    Map<TopicPartition, Long> ends,
    Map<String, Map<TopicPartition, Long>> committed) {
  public static final Positions NOTHING_KNOWN =
      new Positions(Set.of(), Map.of(), Map.of(), Map.of());

  /// How far the lifecycle has read.
  public Optional<Long> decided(TopicPartition partition) {
    return committedBy(Topics.LIFECYCLE_GROUP, partition);
  }

  /// How far all of `groups` have read. Empty while one of them has not begun.
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
