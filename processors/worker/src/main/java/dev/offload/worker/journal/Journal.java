package dev.offload.worker.journal;

import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.schemas.attempt.AttemptEvent;
import dev.offload.schemas.topic.ParkedRecord;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Writes to Kafka what a worker tells the others. A write is a future that is done when all
/// in-sync replicas have the record. Many writes are under way at once, in order per task.
public final class Journal implements AutoCloseable {
  private static final Duration PATIENCE_TO_CLOSE = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;
  private final int partitions;

  /// `partitions`: of every topic keyed by task id.
  public Journal(Producer<String, byte[]> producer, int partitions) {
    this.producer = producer;
    this.partitions = partitions;
  }

  /// `kafka`: how to reach Kafka, security included.
  public static Journal open(Map<String, Object> kafka, TopicsConfig topics) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
    config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, topics.maxMessageBytes());
    return new Journal(
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()),
        topics.partitions());
  }

  public CompletableFuture<Void> write(AttemptEvent event) {
    return write(Topics.ATTEMPTS, event.taskId().toString(), event);
  }

  /// A null `value` is a tombstone.
  public <V> CompletableFuture<Void> write(Topic<V> topic, String key, V value) {
    ProducerRecord<String, V> record = topic.record(key, value, partitions);
    RecordHeaders headers = new RecordHeaders();
    byte[] bytes = topic.values().serializer().serialize(topic.name(), headers, value);
    return send(new ProducerRecord<>(topic.name(), record.partition(), key, bytes, headers));
  }

  /// Parks a record that can't be read: all of it, or a reference if that is more than Kafka takes.
  public CompletableFuture<Void> park(ConsumerRecord<String, byte[]> record, String reason) {
    ParkedRecord parked = ParkedRecord.of(record, "worker", reason);
    return send(parked.toProduce())
        .exceptionallyCompose(
            failure ->
                failure instanceof RecordTooLargeException
                    ? send(parked.reference().toProduce())
                    : CompletableFuture.failedFuture(failure));
  }

  private CompletableFuture<Void> send(ProducerRecord<String, byte[]> record) {
    CompletableFuture<Void> written = new CompletableFuture<>();
    try {
      var _ =
          producer.send(
              record,
              (_, failure) -> {
                if (failure == null) {
                  written.complete(null);
                } else {
                  written.completeExceptionally(failure);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      written.completeExceptionally(e);
    }
    return written;
  }

  /// Waits a little for the writes under way.
  @Override
  public void close() {
    producer.close(PATIENCE_TO_CLOSE);
  }
}
