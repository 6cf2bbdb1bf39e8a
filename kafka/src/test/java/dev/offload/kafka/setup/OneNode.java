package dev.offload.kafka.setup;

/// How topics are created on the one node of a test.
record OneNode(int partitions) implements TopicsConfig {
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
    return 1048588;
  }
}
