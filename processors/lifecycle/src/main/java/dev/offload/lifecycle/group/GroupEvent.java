package dev.offload.lifecycle.group;

import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.work.GroupCount;
import java.time.Instant;

/// What happens to a group.
public sealed interface GroupEvent {
  /// It is open, until `sealAt` at the latest.
  record GroupOpened(OpenGroup open, Instant at, Instant sealAt) implements GroupEvent {}

  /// A partition has told something new. If the group has not been opened, this waits for it until
  /// `giveUpAt`.
  record GroupCounted(GroupCount count, Instant giveUpAt) implements GroupEvent {}

  /// No more tasks are to join it.
  record GroupSealed(Instant at) implements GroupEvent {}

  /// Its tasks are to be cancelled.
  record GroupCancelAsked(Instant at) implements GroupEvent {}

  /// It is cancelled, and waits so long for what it has not heard of.
  record CancelWaited(CancelWait begun) implements GroupEvent {}

  /// Its partitions are asked once more how far they are, and told what it wants of them.
  record PartitionsAskedAgain(Instant at) implements GroupEvent {}

  /// The state of the group was published.
  record GroupShown(Instant at) implements GroupEvent {}

  /// All of its tasks have ended, or it was cancelled and nothing more is heard of them.
  record GroupEnded(GroupState state, Instant at, Instant forgetAt) implements GroupEvent {}

  /// A partition counts tasks of a group that has ended, and is told to stop that.
  record PartitionTurnedAway(GroupCount count) implements GroupEvent {}

  /// Its retention is over, or it was never opened.
  record GroupForgotten() implements GroupEvent {}
}
