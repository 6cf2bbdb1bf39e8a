package dev.offload.lifecycle.position;

import static dev.offload.kafka.admin.AdminAnswer.await;

import dev.offload.kafka.admin.Offsets;
import dev.offload.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Asks Kafka how far every reader has come.
///
/// Each topic and each group is asked about separately. A failure is noted in `troubles` and
/// does not affect the others.
///
/// @param partitions how many partitions a topic keyed by task id has
/// @param groups the groups that read completions
public record PositionReader(
    Admin admin, int partitions, Collection<String> groups, Troubles troubles) {

  /// All queues, and how many partitions each of their topics has.
  public record HandOutTopics(Set<String> queues, Map<String, Integer> partitions) {
    public Set<TopicPartition> all() {
      Set<TopicPartition> all = new HashSet<>();
      partitions.forEach(
          (topic, count) ->
              IntStream.range(0, count)
                  .forEach(number -> all.add(new TopicPartition(topic, number))));
      return all;
    }

    /// The direct topics that do not have `usual` partitions.
    public Set<String> oddDirect(int usual) {
      return partitions.keySet().stream()
          .filter(topic -> partitions.get(topic) != usual && Topics.isDirect(topic))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /// The order matters. What has been taken from a topic is compared with an earlier end of
  /// the topic, and the ends of the reports are asked for last.
  public Positions read(HandOutTopics topics) throws InterruptedException {
    Set<TopicPartition> handOuts = topics.all();
    Map<TopicPartition, Long> ends = ends(handOuts);
    Map<TopicPartition, Long> taken = new HashMap<>();
    for (String queue : topics.queues()) {
      taken.putAll(taken(queue, ends));
    }
    ends.putAll(ends(reports()));
    return new Positions(handOuts, taken, ends, committedByAll());
  }

  /// The same for workers' reports only.
  public Positions readReports() throws InterruptedException {
    Map<TopicPartition, Long> ends = ends(reports());
    var committed = Map.of(Topics.LIFECYCLE_GROUP, committed(Topics.LIFECYCLE_GROUP));
    return new Positions(Set.of(), Map.of(), ends, committed);
  }

  /// The topics of queues. A queue may lack one of its two topics, and each may have any
  /// number of partitions.
  public HandOutTopics handOutTopics() throws InterruptedException {
    List<String> names = new ArrayList<>();
    Set<String> queues = new TreeSet<>();
    for (String topic : await(admin.listTopics().names())) {
      Optional<String> queue = Topics.queueOf(topic);
      queue.ifPresent(queues::add);
      if (queue.isPresent() || Topics.isDirect(topic)) {
        names.add(topic);
      }
    }
    Map<String, Integer> counts = new HashMap<>();
    Map<String, KafkaFuture<TopicDescription>> asked =
        admin.describeTopics(names).topicNameValues();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> one : asked.entrySet()) {
      try {
        counts.put(one.getKey(), await(one.getValue()).partitions().size());
      } catch (UnknownTopicOrPartitionException _) {
        // It has been deleted in the meantime.
      } catch (KafkaException e) {
        troubles.note(one.getKey(), e);
      }
    }
    return new HandOutTopics(queues, counts);
  }

  /// A share group without lag has taken all records. Its start offset follows only when it
  /// takes the next one.
  private Map<TopicPartition, Long> taken(String queue, Map<TopicPartition, Long> ends)
      throws InterruptedException {
    String group = Topics.shareGroup(queue);
    Map<TopicPartition, Long> taken = new HashMap<>();
    try {
      var asked = admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()));
      known(asked.partitionsToOffsetInfo(group))
          .forEach(
              (partition, info) -> {
                boolean all = info.lag().isPresent() && info.lag().get() == 0;
                long end = ends.getOrDefault(partition, 0L);
                taken.put(partition, all ? Math.max(end, info.startOffset()) : info.startOffset());
              });
    } catch (KafkaException e) {
      troubles.note(group, e);
    }
    return taken;
  }

  private Map<String, Map<TopicPartition, Long>> committedByAll() throws InterruptedException {
    Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
    committed.put(Topics.LIFECYCLE_GROUP, committed(Topics.LIFECYCLE_GROUP));
    for (String group : groups) {
      try {
        committed.put(group, committed(group));
      } catch (KafkaException e) {
        troubles.note(group, e);
      }
    }
    return committed;
  }

  private Map<TopicPartition, Long> committed(String group) throws InterruptedException {
    var asked = admin.listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec()));
    Map<TopicPartition, Long> committed = new HashMap<>();
    known(asked.partitionsToOffsetAndMetadata(group))
        .forEach((partition, offset) -> committed.put(partition, offset.offset()));
    return committed;
  }

  private Set<TopicPartition> reports() {
    Set<TopicPartition> reports = new HashSet<>();
    for (int partition = 0; partition < partitions; partition++) {
      reports.add(new TopicPartition(Topics.ATTEMPTS.name(), partition));
    }
    return reports;
  }

  private Map<TopicPartition, Long> ends(Set<TopicPartition> asked) throws InterruptedException {
    ListOffsetsResult found = admin.listOffsets(Offsets.asked(asked, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (TopicPartition partition : asked) {
      try {
        ends.put(partition, await(found.partitionResult(partition)).offset());
      } catch (KafkaException e) {
        troubles.note(partition.topic(), e);
      }
    }
    return ends;
  }

  /// A group that nobody has joined yet answers with an error. For a partition that a group
  /// has not begun to read, it answers nothing.
  private static <V> Map<TopicPartition, V> known(KafkaFuture<Map<TopicPartition, V>> answer)
      throws InterruptedException {
    try {
      Map<TopicPartition, V> known = new HashMap<>(await(answer));
      known.values().removeIf(Objects::isNull);
      return known;
    } catch (GroupIdNotFoundException _) {
      return Map.of();
    }
  }
}
