package dev.offload.ingest.kafka;

import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.UnreadableRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Writes records into Kafka, once they have been read back: what nobody could read is not written.
///
/// Where Kafka does not answer, at most so many records wait as may be under way; for more the
/// answer is at once that they were not written. Records of batches have a share of their own, and
/// wait for room in it: they never take the room of single ones.
@Startup
@ApplicationScoped
public class RecordWriter {
  /// Each record is at least so large: what is kept beside its bytes counts too.
  private static final int UNIT = 4096;

  private final TopicsConfig topics;
  private final KafkaWritingConfig config;
  private final Producer<String, byte[]> producer;
  private final KafkaClientMetrics metrics;
  private final Semaphore free;
  private final Semaphore freeForBatches;
  private final int unitsForBatches;

  RecordWriter(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      TopicsConfig topics,
      KafkaWritingConfig config,
      MeterRegistry meters) {
    this.topics = topics;
    this.config = config;
    this.producer =
        new KafkaProducer<>(
            settings(kafka, topics, config), new StringSerializer(), new ByteArraySerializer());
    this.metrics = new KafkaClientMetrics(producer);
    this.metrics.bindTo(meters);
    this.free = new Semaphore(config.maxUnderWay());
    this.unitsForBatches = Math.toIntExact(config.maxBatchBytes().asLongValue() / UNIT);
    this.freeForBatches = new Semaphore(unitsForBatches, true);
  }

  private static Map<String, Object> settings(
      Map<String, Object> kafka, TopicsConfig topics, KafkaWritingConfig config) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, topics.maxMessageBytes());
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, config.blockLimit().toMillis());
    settings.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        Math.toIntExact(config.requestLimit().toMillis()));
    settings.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        Math.toIntExact(config.deliveryLimit().toMillis()));
    return settings;
  }

  /// Writes `value`, null for a tombstone. Safe against the loss of a broker once it returns.
  ///
  /// @return where the record stands
  /// @throws NotWritten if it is certain or possible that the record is not in the topic
  /// @throws UnreadableRecord if nobody could read it; it is not in the topic
  public <V> RecordMetadata write(Topic<V> topic, String key, V value) {
    return begin(topic, key, value).await();
  }

  /// Sends `value` on its way.
  ///
  /// @throws NotWritten if that was not even begun
  public <V> Writing begin(Topic<V> topic, String key, V value) {
    ProducerRecord<String, byte[]> record = ReadBack.record(topic, key, value, topics.partitions());
    if (!free.tryAcquire()) {
      throw new NotWritten(NotWritten.Certainty.CERTAIN, "too many records wait for Kafka", null);
    }
    return send(record, free, 1);
  }

  /// The same for one record of many, once there is room for it.
  ///
  /// @throws NotWritten if that was not even begun
  public <V> Writing beginInBatch(Topic<V> topic, String key, V value) throws InterruptedException {
    ProducerRecord<String, byte[]> record = ReadBack.record(topic, key, value, topics.partitions());
    int units = Math.min(1 + record.value().length / UNIT, unitsForBatches);
    if (!freeForBatches.tryAcquire(units, config.timeLimit().toMillis(), TimeUnit.MILLISECONDS)) {
      throw new NotWritten(
          NotWritten.Certainty.CERTAIN, "too many records of batches wait for Kafka", null);
    }
    return send(record, freeForBatches, units);
  }

  private Writing send(ProducerRecord<String, byte[]> record, Semaphore room, int units) {
    Writing writing = new Writing(config.timeLimit());
    try {
      var _ =
          producer.send(
              record,
              (place, failure) -> {
                room.release(units);
                writing.over(place, failure);
              });
    } catch (KafkaException | IllegalStateException e) {
      room.release(units);
      throw new NotWritten(NotWritten.Certainty.UNKNOWN, "Kafka did not take the record", e);
    }
    return writing;
  }

  @PreDestroy
  void close() {
    metrics.close();
    producer.close(config.deliveryLimit());
  }
}
