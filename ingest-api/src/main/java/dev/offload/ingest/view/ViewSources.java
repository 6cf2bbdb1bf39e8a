package dev.offload.ingest.view;

import static dev.offload.kafka.admin.AdminAnswer.await;

import dev.offload.kafka.admin.AdminAnswer;
import dev.offload.kafka.admin.Offsets;
import dev.offload.kafka.admin.Settings;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/// Looks at Kafka, to tell whether a view is a copy of it.
final class ViewSources {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private ViewSources() {}

  /// Throws a [KafkaException] where Kafka or `offload.tasks` is not there yet.
  static ViewSource look(Map<String, Object> kafka) throws InterruptedException {
    try (Admin admin = AdminAnswer.admin(kafka, PATIENCE)) {
      String cluster = await(admin.describeCluster().clusterId());
      TopicDescription tasks =
          await(admin.describeTopics(List.of(Topics.TASKS.name())).allTopicNames())
              .get(Topics.TASKS.name());
      return new ViewSource(
          cluster + "/" + tasks.topicId(), () -> ends(kafka, tasks), tombstonesKept(admin));
    }
  }

  private static Map<Integer, Long> ends(Map<String, Object> kafka, TopicDescription topic) {
    List<TopicPartition> partitions =
        topic.partitions().stream()
            .map(info -> new TopicPartition(topic.name(), info.partition()))
            .toList();
    try (Admin admin = AdminAnswer.admin(kafka, PATIENCE)) {
      Map<Integer, Long> ends = new HashMap<>();
      Offsets.of(admin, partitions, OffsetSpec.latest())
          .forEach((partition, end) -> ends.put(partition.partition(), end));
      return ends;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody waits for the task view any more", e);
    }
  }

  private static Duration tombstonesKept(Admin admin) throws InterruptedException {
    String millis =
        Settings.of(admin, Settings.topic(Topics.TASKS.name()))
            .get(TopicConfig.DELETE_RETENTION_MS_CONFIG)
            .value();
    return Duration.ofMillis(Long.parseLong(millis));
  }
}
