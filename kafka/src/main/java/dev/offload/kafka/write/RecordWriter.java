package dev.offload.kafka.write;

import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.schemas.topic.ParkedRecord;
import dev.offload.schemas.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Writes records to Kafka. A write is a future that is done when all in-sync replicas have the
/// record. Many writes are under way at once, in order per key.
///
/// [BoundedWriter] limits how many that are. [PatientWriter] tries until Kafka has the record.
public final class RecordWriter implements AutoCloseable {
  private static final Duration PATIENCE_TO_CLOSE = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;
  private final int partitions;

  /// `partitions` is how many partitions a topic keyed by task id has.
  public RecordWriter(Producer<String, byte[]> producer, int partitions) {
    this.producer = producer;
    this.partitions = partitions;
  }

  /// `kafka` says how to reach Kafka, security included.
  public static RecordWriter open(Map<String, Object> kafka, TopicsConfig topics) {
    return new RecordWriter(producer(kafka, topics), topics.partitions());
  }

  /// A producer for such a writer.
  public static Producer<String, byte[]> producer(Map<String, Object> kafka, TopicsConfig topics) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    // A broker handles the requests of a connection one after the other. While it is busy with
    // one, the next one fills up: the more there is to do, the fewer requests it takes.
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, topics.maxMessageBytes());
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /// A null `value` is a tombstone.
  public <V> CompletableFuture<Void> write(Topic<V> topic, String key, V value) {
    return send(encoded(topic, key, value));
  }

  /// Parks a record that can't be read: all of it, or a reference if that is more than Kafka takes.
  /// `by` names the service.
  public CompletableFuture<Void> park(
      ConsumerRecord<String, byte[]> record, String by, String reason) {
    ParkedRecord parked = ParkedRecord.of(record, by, reason);
    return send(parked.toProduce())
        .exceptionallyCompose(
            failure ->
                failure instanceof RecordTooLargeException
                    ? send(parked.reference().toProduce())
                    : CompletableFuture.failedFuture(failure));
  }

  /// Learns where the partitions of a topic are.
  ///
  /// @throws TimeoutException if Kafka did not tell in time (`max.block.ms`)
  void locate(String topic) {
    var _ = producer.partitionsFor(topic);
  }

  <V> ProducerRecord<String, byte[]> encoded(Topic<V> topic, String key, V value) {
    return topic.encoded(key, value, partitions);
  }

  private CompletableFuture<Void> send(ProducerRecord<String, byte[]> record) {
    return send(record, _ -> null);
  }

  /// Done with what `told` makes of the record's place.
  <T> CompletableFuture<T> send(
      ProducerRecord<String, byte[]> record, Function<RecordMetadata, T> told) {
    CompletableFuture<T> written = new CompletableFuture<>();
    try {
      var _ =
          producer.send(
              record,
              (place, failure) -> {
                if (failure == null) {
                  written.complete(told.apply(place));
                } else {
                  written.completeExceptionally(failure);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      written.completeExceptionally(e);
    }
    return written;
  }

  /// Waits a little for writes that are under way.
  @Override
  public void close() {
    producer.close(PATIENCE_TO_CLOSE);
  }
}
