package dev.offload.lifecycle.position;

import static dev.offload.kafka.admin.AdminAnswer.await;
import static java.util.stream.Collectors.toMap;

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
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Asks Kafka how far every reader has come.
///
/// Each topic and each group has an answer of its own. A failure is noted in `troubles` and
/// does not affect the others.
///
/// @param partitions how many partitions a topic keyed by task id has
/// @param groups the groups that read completions
public record PositionReader(
    Admin admin, int partitions, Collection<String> groups, Troubles troubles) {

  /// All queues, and how many partitions each of their topics has.
  public record HandOutTopics(Set<String> queues, Map<String, Integer> partitions) {
    public Set<TopicPartition> all() {
      return of(partitions.keySet());
    }

    /// The partitions of one queue.
    Set<TopicPartition> of(String queue) {
      return of(List.of(Topics.direct(queue).name(), Topics.work(queue).name()));
    }

    private Set<TopicPartition> of(Collection<String> topics) {
      Set<TopicPartition> all = new HashSet<>();
      topics.forEach(
          topic ->
              IntStream.range(0, partitions.getOrDefault(topic, 0))
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
  ///
  /// `before` are the positions of the last time. Kafka is not asked about what cannot have
  /// changed since.
  public Positions read(HandOutTopics topics, Positions before) throws InterruptedException {
    Set<TopicPartition> handOuts = topics.all();
    Map<TopicPartition, Long> ends = ends(handOuts);
    Map<TopicPartition, Long> taken = new HashMap<>();
    Set<String> moved = new TreeSet<>();
    for (String queue : topics.queues()) {
      Set<TopicPartition> partitions = topics.of(queue);
      if (partitions.stream().allMatch(one -> isStillTaken(one, ends, before))) {
        partitions.forEach(one -> taken.put(one, ends.get(one)));
      } else {
        moved.add(queue);
      }
    }
    taken.putAll(taken(moved, ends));
    ends.putAll(ends(reports()));
    return new Positions(handOuts, taken, ends, committedByAll());
  }

  /// Whether all of it had been taken before, and nothing has come since.
  private static boolean isStillTaken(
      TopicPartition partition, Map<TopicPartition, Long> ends, Positions before) {
    Optional<Long> end = Optional.ofNullable(ends.get(partition));
    return end.isPresent()
        && end.equals(before.end(partition))
        && end.equals(before.takenUpTo(partition));
  }

  /// The same for workers' reports only.
  public Positions readReports(Positions before) throws InterruptedException {
    Map<TopicPartition, Long> ends = ends(reports());
    boolean isAllRead =
        reports().stream()
            .allMatch(
                one -> ends.containsKey(one) && before.decided(one).orElse(0L) >= ends.get(one));
    var committed =
        isAllRead
            ? before.committed()
            : Map.of(Topics.LIFECYCLE_GROUP, committed(Topics.LIFECYCLE_GROUP));
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
  private Map<TopicPartition, Long> taken(Set<String> queues, Map<TopicPartition, Long> ends)
      throws InterruptedException {
    Map<TopicPartition, Long> taken = new HashMap<>();
    Map<String, ListShareGroupOffsetsSpec> groups =
        queues.stream().collect(toMap(Topics::shareGroup, _ -> new ListShareGroupOffsetsSpec()));
    if (groups.isEmpty()) {
      return taken;
    }
    var asked = admin.listShareGroupOffsets(groups);
    for (String group : groups.keySet()) {
      try {
        known(asked.partitionsToOffsetInfo(group))
            .forEach((partition, info) -> taken.put(partition, taken(info, ends.get(partition))));
      } catch (KafkaException e) {
        troubles.note(group, e);
      }
    }
    return taken;
  }

  private static long taken(SharePartitionOffsetInfo info, Long end) {
    boolean all = info.lag().isPresent() && info.lag().get() == 0;
    return all && end != null ? Math.max(end, info.startOffset()) : info.startOffset();
  }

  private Map<String, Map<TopicPartition, Long>> committedByAll() throws InterruptedException {
    Set<String> all = new HashSet<>(groups);
    all.add(Topics.LIFECYCLE_GROUP);
    var asked =
        admin.listConsumerGroupOffsets(
            all.stream().collect(toMap(one -> one, _ -> new ListConsumerGroupOffsetsSpec())));
    Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
    committed.put(Topics.LIFECYCLE_GROUP, committed(asked, Topics.LIFECYCLE_GROUP));
    for (String group : groups) {
      try {
        committed.put(group, committed(asked, group));
      } catch (KafkaException e) {
        troubles.note(group, e);
      }
    }
    return committed;
  }

  private Map<TopicPartition, Long> committed(String group) throws InterruptedException {
    return committed(
        admin.listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec())), group);
  }

  private static Map<TopicPartition, Long> committed(
      ListConsumerGroupOffsetsResult asked, String group) throws InterruptedException {
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
