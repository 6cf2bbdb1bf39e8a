package dev.offload.ingest.kafka;

import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.kafka.write.BoundedWriter.Bounds;
import dev.offload.kafka.write.RecordWriter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/// The one writer of this replica.
@Startup
@Singleton
class ReplicaWriter {
  /// How long the producer knows where a topic is to which nothing is written.
  private static final Duration REMEMBERED = Duration.ofDays(366);

  private final Producer<String, byte[]> producer;
  private final KafkaClientMetrics metrics;
  private final TopicsConfig topics;
  private final KafkaWritingConfig config;

  ReplicaWriter(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      TopicsConfig topics,
      KafkaWritingConfig config,
      MeterRegistry meters) {
    this.topics = topics;
    this.config = config;
    this.producer = RecordWriter.producer(settings(kafka, config), topics);
    this.metrics = new KafkaClientMetrics(producer);
    this.metrics.bindTo(meters);
  }

  private static Map<String, Object> settings(
      Map<String, Object> kafka, KafkaWritingConfig config) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, config.blockLimit().toMillis());
    settings.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        Math.toIntExact(config.requestLimit().toMillis()));
    settings.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        Math.toIntExact(config.deliveryLimit().toMillis()));
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, REMEMBERED.toMillis());
    return settings;
  }

  @Produces
  @Singleton
  BoundedWriter writer() {
    return new BoundedWriter(
        new RecordWriter(producer, topics.partitions()),
        new Bounds(config.maxUnderWay(), config.maxBatchBytes().asLongValue(), config.timeLimit()));
  }

  @PreDestroy
  void close() {
    metrics.close();
    producer.close(config.deliveryLimit());
  }
}
