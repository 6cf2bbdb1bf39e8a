package dev.offload.schemas.command;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.GroupId;

/// Tells a partition of the lifecycle that a group has ended or is not known, so that the partition
/// need not count its tasks any more.
public record ForgetGroup(GroupId group, String tenant, int partition) implements PartitionCommand {
  public ForgetGroup {
    Require.present(group, "group");
    Require.text(tenant, "tenant");
    Require.that(partition >= 0, "partition", "be 0 or more", partition);
  }
}
