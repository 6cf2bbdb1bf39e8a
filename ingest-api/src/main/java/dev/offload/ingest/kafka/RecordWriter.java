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

/// Writes records to Kafka, after reading them back. A record that nobody could read is not
/// written.
///
/// If Kafka does not answer, a limited number of records wait. Any more are refused at once as not
/// written. Records of batches have a separate share and wait for room in it, so they never take
/// the room of single records.
@Startup
@ApplicationScoped
public class RecordWriter {
  /// The smallest size that a record counts with, since more than its bytes is kept.
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

  /// Writes `value`, null for a tombstone. When this returns, the record is safe against the loss
  /// of a broker.
  ///
  /// @return where the record is
  /// @throws NotWritten if it is certain or possible that the record is not in the topic
  /// @throws UnreadableRecord if nobody could read it; it is not in the topic
  public <V> RecordMetadata write(Topic<V> topic, String key, V value) {
    return begin(topic, key, value).await();
  }

  /// Sends `value`.
  ///
  /// @throws NotWritten if it was not even sent
  public <V> Writing begin(Topic<V> topic, String key, V value) {
    ProducerRecord<String, byte[]> record = ReadBack.record(topic, key, value, topics.partitions());
    if (!free.tryAcquire()) {
      throw new NotWritten(NotWritten.Certainty.CERTAIN, "too many records wait for Kafka", null);
    }
    return send(record, free, 1);
  }

  /// Sends one record of many when there is room for it.
  ///
  /// @throws NotWritten if it was not even sent
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
