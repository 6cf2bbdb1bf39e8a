package dev.offload.lifecycle.group;

import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;

/// A task of a group, as its partition has it.
///
/// @param partition where it is
/// @param isSuccessor whether another task of the group has made it
/// @param isLate whether it came after the seal
/// @param state null before its submission has been read
/// @param hasEnded whether it has ended once
record GroupMember(
    TaskId id,
    int partition,
    boolean isSuccessor,
    boolean isLate,
    TaskState state,
    boolean hasEnded) {
  GroupMember in(TaskState next) {
    return new GroupMember(id, partition, isSuccessor, isLate, next, hasEnded || next.hasEnded());
  }
}
