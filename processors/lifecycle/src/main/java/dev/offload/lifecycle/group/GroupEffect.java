package dev.offload.lifecycle.group;

import dev.offload.schemas.command.PartitionCommand;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupStatus;

/// What a group's step tells others.
public sealed interface GroupEffect {
  /// Where the group stands, for `offload.groups`.
  record ShowGroup(GroupStatus status) implements GroupEffect {}

  /// The group is gone: a tombstone on `offload.groups`.
  record RemoveGroup(GroupId group) implements GroupEffect {}

  /// What a partition is to do, for `offload.commands`.
  record TellPartition(PartitionCommand command) implements GroupEffect {}

  /// A successor of the group, for `offload.commands`.
  record SubmitSuccessor(SubmitTask task) implements GroupEffect {}

  /// Announces the group's end, on `offload.completions`.
  record AnnounceGroup(Completion completion) implements GroupEffect {}
}
