package dev.offload.schemas.work;

import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.TaskId;

/// What the lifecycle of one task tells that of another: a value of `offload.coordination`.
public sealed interface Coordination extends TenantOwned permits ChildEnded {
  /// The task that is told.
  TaskId taskId();
}
