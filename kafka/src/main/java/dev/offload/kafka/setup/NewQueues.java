package dev.offload.kafka.setup;

import static dev.offload.kafka.admin.AdminAnswer.await;
import static dev.offload.kafka.admin.AdminAnswer.onceKnown;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.offload.kafka.admin.Offsets;
import dev.offload.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Queues that no worker has served yet. Kafka makes what their share groups need when the first
/// worker comes, which then waits a few seconds for its partitions. Here it is made before.
public final class NewQueues {
  private static final Logger log = LoggerFactory.getLogger(NewQueues.class);

  private NewQueues() {}

  /// Makes the share groups of those of `queues` that have none. Their topics have to be there.
  /// No worker may come before this returns: the group would begin again. If Kafka refuses, it
  /// is left to the first worker.
  public static void prepare(Map<String, Object> kafka, Collection<String> queues)
      throws InterruptedException {
    try (Admin admin = Admin.create(kafka)) {
      prepare(admin, queues);
    } catch (KafkaException e) {
      log.warn("the first tasks of new queues wait until workers have prepared these", e);
    }
  }

  static void prepare(Admin admin, Collection<String> queues) throws InterruptedException {
    Set<String> known = new HashSet<>();
    for (GroupListing group : await(admin.listGroups(ListGroupsOptions.forShareGroups()).all())) {
      known.add(group.groupId());
    }
    List<String> fresh =
        queues.stream().filter(queue -> !known.contains(Topics.shareGroup(queue))).toList();
    if (fresh.isEmpty()) {
      return;
    }
    Map<String, List<TopicPartition>> partitions = partitions(admin, fresh);
    Map<TopicPartition, Long> beginnings =
        Offsets.of(
            admin,
            partitions.values().stream().flatMap(List::stream).toList(),
            OffsetSpec.earliest());
    List<KafkaFuture<Void>> made = new ArrayList<>();
    for (String queue : fresh) {
      Map<TopicPartition, Long> from =
          topics(queue).stream()
              .flatMap(topic -> partitions.get(topic).stream())
              .collect(toMap(one -> one, beginnings::get));
      made.add(admin.alterShareGroupOffsets(Topics.shareGroup(queue), from).all());
    }
    for (KafkaFuture<Void> one : made) {
      var _ = await(one);
    }
  }

  private static Map<String, List<TopicPartition>> partitions(
      Admin admin, Collection<String> queues) throws InterruptedException {
    List<String> names = queues.stream().flatMap(queue -> topics(queue).stream()).toList();
    Map<String, TopicDescription> found =
        onceKnown(() -> admin.describeTopics(names).allTopicNames());
    return found.values().stream()
        .flatMap(
            topic ->
                IntStream.range(0, topic.partitions().size())
                    .mapToObj(number -> new TopicPartition(topic.name(), number)))
        .collect(groupingBy(TopicPartition::topic));
  }

  private static List<String> topics(String queue) {
    return List.of(Topics.direct(queue).name(), Topics.work(queue).name());
  }
}
