package dev.offload.schemas.work;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.TaskId;

/// Tells a task with a debounce key whether it runs or is replaced.
///
/// @param replacedBy a later task with the same key, which runs in its place; null if the task runs
public record DebounceSettled(TaskId taskId, String tenant, TaskId replacedBy)
    implements Coordination, TenantOwned {
  public DebounceSettled {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
  }

  @Override
  public String key() {
    return taskId.toString();
  }
}
