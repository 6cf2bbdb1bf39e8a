package dev.offload.schemas.command;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.GroupId;
import java.time.Instant;

/// Tells a partition of the lifecycle that a group is sealed. The tasks that joined the group
/// before have lain before this record, so the partition has counted them.
///
/// @param cancelAt when somebody asked to cancel the group, whose tasks the partition cancels
///     then; null if nobody did
public record CountGroup(GroupId group, String tenant, int partition, Instant cancelAt)
    implements PartitionCommand {
  public CountGroup {
    Require.present(group, "group");
    Require.text(tenant, "tenant");
    Require.that(partition >= 0, "partition", "be 0 or more", partition);
  }
}
