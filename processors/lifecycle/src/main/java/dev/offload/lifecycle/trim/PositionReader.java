package dev.offload.lifecycle.trim;

import dev.offload.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// Asks Kafka how far everybody has come. `groups` are those that read completions.
record PositionReader(Admin admin, int partitions, Collection<String> groups) {

  Positions read() throws ExecutionException, InterruptedException {
    Set<String> queues = queues();
    Map<TopicPartition, Long> taken = new HashMap<>();
    for (String queue : queues) {
      taken.putAll(taken(queue));
    }
    Map<TopicPartition, Long> ends = ends(queues);
    Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
    committed.put(Topics.LIFECYCLE_GROUP, committed(Topics.LIFECYCLE_GROUP));
    for (String group : groups) {
      committed.put(group, committed(group));
    }
    return new Positions(queues, taken, ends, committed);
  }

  private Set<String> queues() throws ExecutionException, InterruptedException {
    Set<String> queues = new TreeSet<>();
    for (String topic : admin.listTopics().names().get()) {
      Topics.queueOf(topic).ifPresent(queues::add);
    }
    return queues;
  }

  private Map<TopicPartition, Long> taken(String queue)
      throws ExecutionException, InterruptedException {
    String group = Topics.shareGroup(queue);
    var asked = admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()));
    return known(asked.partitionsToOffsetInfo(group), offset -> offset.startOffset());
  }

  private Map<TopicPartition, Long> committed(String group)
      throws ExecutionException, InterruptedException {
    var asked = admin.listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec()));
    return known(asked.partitionsToOffsetAndMetadata(group), offset -> offset.offset());
  }

  private Map<TopicPartition, Long> ends(Set<String> queues)
      throws ExecutionException, InterruptedException {
    List<String> topics = new ArrayList<>(List.of(Topics.ATTEMPTS.name()));
    for (String queue : queues) {
      topics.add(Topics.direct(queue).name());
      topics.add(Topics.work(queue).name());
    }
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (String topic : topics) {
      for (int partition = 0; partition < partitions; partition++) {
        wanted.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    }
    return known(admin.listOffsets(wanted).all(), end -> end.offset());
  }

  /// A group that nobody has joined yet knows nothing, and says so with an error.
  private static <V> Map<TopicPartition, Long> known(
      KafkaFuture<Map<TopicPartition, V>> answer, Function<V, Long> offset)
      throws ExecutionException, InterruptedException {
    try {
      return answer.get().entrySet().stream()
          .filter(entry -> entry.getValue() != null && offset.apply(entry.getValue()) >= 0)
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> offset.apply(entry.getValue())));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Map.of();
      }
      throw e;
    }
  }
}
