package dev.offload.schemas.coordination;

import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.TaskId;

/// What one task's part of the lifecycle tells another's: a value of `offload.coordination`.
public sealed interface Coordination extends TenantOwned permits ChildEnded {
  /// The task that is told.
  TaskId taskId();
}
