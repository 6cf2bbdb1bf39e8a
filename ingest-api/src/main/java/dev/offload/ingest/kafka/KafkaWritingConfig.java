package dev.offload.ingest.kafka;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/// How long this replica waits for Kafka, and how many records may wait.
@ConfigMapping(prefix = "offload.writing")
public interface KafkaWritingConfig {

  /// How long a request waits until its record is acknowledged. The producer gives up earlier,
  /// after [#deliveryLimit()].
  @WithDefault("5s")
  Duration timeLimit();

  /// How long the producer tries to have a record acknowledged (`delivery.timeout.ms`).
  @WithDefault("3500ms")
  Duration deliveryLimit();

  /// How long the producer waits for the answer to one request (`request.timeout.ms`).
  @WithDefault("2s")
  Duration requestLimit();

  /// How long the producer waits to learn where a topic's partitions are (`max.block.ms`).
  @WithDefault("1s")
  Duration blockLimit();

  /// How many records may wait for Kafka at once.
  @WithDefault("4096")
  @Positive
  int maxUnderWay();

  /// How many bytes of all batches may wait for Kafka at once, besides single records. A single
  /// record goes to its partition behind those of batches, so it may wait as long as these take.
  @WithDefault("768K")
  MemorySize maxBatchBytes();

  /// How long a client is told to wait before it tries again.
  @WithDefault("2s")
  Duration retryAfter();
}
