package dev.offload.ingest.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/// How long and how much this replica waits for Kafka.
@ConfigMapping(prefix = "offload.writing")
public interface KafkaWritingConfig {

  /// How long a request waits until its record is acknowledged. The producer's own
  /// `delivery.timeout.ms` is below it.
  @WithDefault("5s")
  Duration timeLimit();

  /// How many records may wait for Kafka at once.
  @WithDefault("4096")
  @Positive
  int maxUnderWay();

  /// What a client is told to wait before it tries again.
  @WithDefault("2s")
  Duration retryAfter();
}
