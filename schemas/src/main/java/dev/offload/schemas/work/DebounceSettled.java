package dev.offload.schemas.work;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.TaskId;

/// What has become of a task with a debounce key. The task is told.
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
