package dev.offload.kafka.setup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How topics are created. The settings must be the same for every service of an installation.
@ConfigMapping(prefix = "offload.topics")
public interface TopicsConfig {
  /// How many partitions a topic keyed by task id has. This can't be changed once the topics
  /// exist.
  @WithDefault("12")
  int partitions();

  /// How many copies of each record there are, on as many brokers.
  @WithDefault("3")
  short replicationFactor();

  /// How many copies must be written before a record counts as accepted.
  @WithDefault("2")
  short minInSyncReplicas();

  /// How large a record may be.
  @WithDefault("2097152")
  int maxMessageBytes();
}
