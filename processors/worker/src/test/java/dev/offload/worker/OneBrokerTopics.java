package dev.offload.worker;

import dev.offload.kafka.setup.TopicsConfig;

/// Topics as a single broker can hold them.
public record OneBrokerTopics(int partitions) implements TopicsConfig {
  @Override
  public short replicationFactor() {
    return 1;
  }

  @Override
  public short minInSyncReplicas() {
    return 1;
  }

  @Override
  public int maxMessageBytes() {
    return 2 << 20;
  }
}
