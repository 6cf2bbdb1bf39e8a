package dev.offload.ingest.view;

import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/// Looks at the Kafka there is, to tell whether a view is a copy of it.
final class ViewSources {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private ViewSources() {}

  /// Throws an [IllegalStateException] where Kafka or `offload.tasks` is not there yet.
  static ViewSource look(Map<String, Object> kafka) throws InterruptedException {
    try (Admin admin = Admin.create(kafka)) {
      String cluster = await(admin.describeCluster().clusterId());
      TopicDescription tasks =
          await(admin.describeTopics(List.of(Topics.TASKS.name())).allTopicNames())
              .get(Topics.TASKS.name());
      return new ViewSource(
          cluster + "/" + tasks.topicId(), ends(admin, tasks), tombstonesKept(admin));
    }
  }

  private static Map<Integer, Long> ends(Admin admin, TopicDescription topic)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    topic
        .partitions()
        .forEach(
            info ->
                latest.put(
                    new TopicPartition(topic.name(), info.partition()), OffsetSpec.latest()));
    Map<Integer, Long> ends = new HashMap<>();
    await(admin.listOffsets(latest).all())
        .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    return ends;
  }

  private static Duration tombstonesKept(Admin admin) throws InterruptedException {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.TASKS.name());
    String millis =
        await(admin.describeConfigs(List.of(topic)).all())
            .get(topic)
            .get(TopicConfig.DELETE_RETENTION_MS_CONFIG)
            .value();
    return Duration.ofMillis(Long.parseLong(millis));
  }

  private static <T> T await(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka did not answer within " + PATIENCE, e);
    }
  }
}
