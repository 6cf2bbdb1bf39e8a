package dev.offload.ingest.task;

import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// What Kafka says of how far tasks are on their way from submission to `offload.tasks`.
final class SubmissionOffsets implements AutoCloseable {
  private final Admin admin;

  SubmissionOffsets(Map<String, Object> kafka, Duration patience) {
    Map<String, Object> config = new HashMap<>(kafka);
    int millis = (int) patience.toMillis();
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    admin = Admin.create(config);
  }

  /// Where what has been submitted ends, for those of `partitions` that hold anything. A queue that
  /// another replica has just made counts too, so the topics are asked for every time.
  Map<TopicPartition, Long> submitted(Set<Integer> partitions) throws Failed, InterruptedException {
    Set<TopicPartition> sources = new HashSet<>();
    for (String topic : await(admin.listTopics().names())) {
      if (topic.equals(Topics.COMMANDS.name()) || Topics.DIRECT.matcher(topic).matches()) {
        partitions.forEach(partition -> sources.add(new TopicPartition(topic, partition)));
      }
    }
    Map<TopicPartition, Long> ends = offsets(sources, OffsetSpec.latest());
    offsets(sources, OffsetSpec.earliest())
        .forEach((partition, begin) -> ends.remove(partition, begin));
    return ends;
  }

  /// What the lifecycle has committed, and with it what it has made of that.
  Map<TopicPartition, Long> decided() throws Failed, InterruptedException {
    Map<TopicPartition, Long> committed = new HashMap<>();
    await(admin.listConsumerGroupOffsets(Topics.LIFECYCLE_GROUP).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, position) -> {
              if (position != null) {
                committed.put(partition, position.offset());
              }
            });
    return committed;
  }

  /// Where `offload.tasks` ends, open transactions included: one that is committed need not be seen
  /// to be over yet.
  Map<Integer, Long> written(Set<Integer> partitions) throws Failed, InterruptedException {
    Set<TopicPartition> tasks = new HashSet<>();
    partitions.forEach(partition -> tasks.add(new TopicPartition(Topics.TASKS.name(), partition)));
    Map<Integer, Long> ends = new HashMap<>();
    offsets(tasks, OffsetSpec.latest())
        .forEach((partition, end) -> ends.put(partition.partition(), end));
    return ends;
  }

  private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec)
      throws Failed, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> one :
        await(admin.listOffsets(wanted).all()).entrySet()) {
      offsets.put(one.getKey(), one.getValue().offset());
    }
    return offsets;
  }

  private static <T> T await(KafkaFuture<T> future) throws Failed, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new Failed(e.getCause());
    }
  }

  /// Kafka did not answer.
  static final class Failed extends Exception {
    private Failed(Throwable cause) {
      super(cause);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
