package dev.offload.schemas.command;

import dev.offload.schemas.PartitionKey;
import dev.offload.schemas.task.GroupId;

/// What a group wants a partition of the lifecycle to do.
public sealed interface PartitionCommand extends Command permits CountGroup, ForgetGroup {
  GroupId group();

  int partition();

  @Override
  default String key() {
    return PartitionKey.of(partition());
  }
}
