package dev.offload.schemas.work;

import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.TaskId;

/// What one task's lifecycle tells another one's: a value of `offload.coordination`.
public sealed interface Coordination extends TenantOwned permits ChildEnded {
  /// The task that is told.
  TaskId taskId();
}
