package dev.offload.ingest.task;

import static dev.offload.kafka.admin.AdminAnswer.await;

import dev.offload.kafka.admin.AdminAnswer;
import dev.offload.kafka.admin.Offsets;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// Asks Kafka how far tasks are on their way from submission to `offload.tasks`. Each question
/// throws a [KafkaException] where Kafka does not answer.
final class SubmissionOffsets implements AutoCloseable {
  private final Admin admin;

  SubmissionOffsets(Map<String, Object> kafka, Duration patience) {
    admin = AdminAnswer.admin(kafka, patience);
  }

  /// The ends of the submissions in those of `partitions` that have any. A queue that another
  /// replica has just created counts too, so the topics are listed every time.
  Map<TopicPartition, Long> submitted(Set<Integer> partitions) throws InterruptedException {
    Set<TopicPartition> sources = new HashSet<>();
    for (String topic : await(admin.listTopics().names())) {
      if (Topics.isSubmitted(topic)) {
        partitions.forEach(partition -> sources.add(new TopicPartition(topic, partition)));
      }
    }
    Map<TopicPartition, Long> ends = Offsets.of(admin, sources, OffsetSpec.latest());
    Offsets.of(admin, sources, OffsetSpec.earliest())
        .forEach((partition, begin) -> ends.remove(partition, begin));
    return ends;
  }

  /// The offsets that the lifecycle has committed, together with its results.
  Map<TopicPartition, Long> decided() throws InterruptedException {
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

  /// The ends of partitions of the lifecycle's results, open transactions included, since a
  /// committed one may still look open.
  Map<TopicPartition, Long> written(Set<TopicPartition> results) throws InterruptedException {
    return Offsets.of(admin, results, OffsetSpec.latest());
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
