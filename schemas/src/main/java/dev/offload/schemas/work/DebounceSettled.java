package dev.offload.schemas.work;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.TaskId;
import java.util.Optional;

/// Tells a task with a debounce key whether it runs or is replaced.
///
/// @param replacedBy a later task with the same key, which runs in its place; null if the task runs
public record DebounceSettled(TaskId taskId, String tenant, TaskId replacedBy)
    implements Coordination, TenantOwned {
  public DebounceSettled {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
  }

  /// A task that runs.
  public static DebounceSettled running(TaskId taskId, String tenant) {
    return new DebounceSettled(taskId, tenant, null);
  }

  /// The later task that runs in its place; empty if it runs itself.
  public Optional<TaskId> replacement() {
    return Optional.ofNullable(replacedBy);
  }

  @Override
  public String key() {
    return taskId.toString();
  }
}
