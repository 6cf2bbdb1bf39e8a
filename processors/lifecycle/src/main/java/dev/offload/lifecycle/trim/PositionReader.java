package dev.offload.lifecycle.trim;

import dev.offload.schemas.topic.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// Asks Kafka how far everybody has come. `groups` are those that read completions.
record PositionReader(Admin admin, int partitions, Collection<String> groups) {

  /// The order matters: what has been taken of a topic is compared with where it ended before, and
  /// what has been reported is asked for after.
  Positions read() throws ExecutionException, InterruptedException {
    Set<String> queues = queues();
    Map<TopicPartition, Long> ends = ends(handOutTopics(queues));
    Map<TopicPartition, Long> taken = new HashMap<>();
    for (String queue : queues) {
      taken.putAll(taken(queue, ends));
    }
    ends.putAll(ends(List.of(Topics.ATTEMPTS.name())));
    Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
    committed.put(Topics.LIFECYCLE_GROUP, committed(Topics.LIFECYCLE_GROUP));
    for (String group : groups) {
      committed.put(group, committed(group));
    }
    return new Positions(queues, taken, ends, committed);
  }

  /// The same of what workers report, and of nothing else.
  Positions readReports() throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = ends(List.of(Topics.ATTEMPTS.name()));
    var committed = Map.of(Topics.LIFECYCLE_GROUP, committed(Topics.LIFECYCLE_GROUP));
    return new Positions(Set.of(), Map.of(), ends, committed);
  }

  private Set<String> queues() throws ExecutionException, InterruptedException {
    Set<String> queues = new TreeSet<>();
    for (String topic : admin.listTopics().names().get()) {
      Topics.queueOf(topic).ifPresent(queues::add);
    }
    return queues;
  }

  /// A share group without lag has taken all there was; its start offset follows only when it goes
  /// on.
  private Map<TopicPartition, Long> taken(String queue, Map<TopicPartition, Long> ends)
      throws ExecutionException, InterruptedException {
    String group = Topics.shareGroup(queue);
    var asked = admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()));
    Map<TopicPartition, Long> taken = new HashMap<>();
    known(asked.partitionsToOffsetInfo(group))
        .forEach(
            (partition, info) -> {
              boolean all = info.lag().isPresent() && info.lag().get() == 0;
              long end = ends.getOrDefault(partition, 0L);
              taken.put(partition, all ? Math.max(end, info.startOffset()) : info.startOffset());
            });
    return taken;
  }

  private Map<TopicPartition, Long> committed(String group)
      throws ExecutionException, InterruptedException {
    var asked = admin.listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec()));
    Map<TopicPartition, Long> committed = new HashMap<>();
    known(asked.partitionsToOffsetAndMetadata(group))
        .forEach((partition, offset) -> committed.put(partition, offset.offset()));
    return committed;
  }

  private static List<String> handOutTopics(Set<String> queues) {
    return queues.stream()
        .flatMap(queue -> Stream.of(Topics.direct(queue).name(), Topics.work(queue).name()))
        .toList();
  }

  private Map<TopicPartition, Long> ends(List<String> topics)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (String topic : topics) {
      for (int partition = 0; partition < partitions; partition++) {
        wanted.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(wanted)
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  /// A group that nobody has joined yet knows nothing and says so with an error; of a partition it
  /// has not begun it says nothing.
  private static <V> Map<TopicPartition, V> known(KafkaFuture<Map<TopicPartition, V>> answer)
      throws ExecutionException, InterruptedException {
    try {
      Map<TopicPartition, V> known = new HashMap<>(answer.get());
      known.values().removeIf(Objects::isNull);
      return known;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Map.of();
      }
      throw e;
    }
  }
}
