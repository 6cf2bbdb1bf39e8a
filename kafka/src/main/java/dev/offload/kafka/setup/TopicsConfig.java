package dev.offload.kafka.setup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How topics are made. The same for every service of one installation.
@ConfigMapping(prefix = "offload.topics")
public interface TopicsConfig {
  /// Partitions of every topic keyed by task id; can't be changed once the topics exist.
  @WithDefault("12")
  int partitions();

  /// Copies of each record, on as many brokers.
  @WithDefault("3")
  short replicationFactor();

  /// Copies that must be written before a record counts as accepted.
  @WithDefault("2")
  short minInSyncReplicas();

  /// The largest record.
  @WithDefault("2097152")
  int maxMessageBytes();
}
