package dev.offload.schemas.task;

import dev.offload.schemas.Require;

/// A successor of a task or a group, as users see it.
///
/// @param on which ends it follows
/// @param task the id that it has or will have
public record SuccessorRef(Trigger on, TaskId task) {
  public SuccessorRef {
    Require.present(on, "on");
    Require.present(task, "task");
  }
}
