package dev.offload.schemas.work;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.Optional;

/// Tells a task with a debounce key whether it runs or is replaced.
///
/// @param replacedBy a later task with the same key, which runs in its place; null if the task runs
/// @param createdAt when the task was made that has asked, since another one may have its id by
///     now; null if an older release wrote it, or its question could not be read
public record DebounceSettled(TaskId taskId, String tenant, TaskId replacedBy, Instant createdAt)
    implements Coordination, TenantOwned {
  public DebounceSettled {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
  }

  /// The answer that the task that has asked so runs.
  public static DebounceSettled running(DebounceAsked question) {
    return new DebounceSettled(question.taskId(), question.tenant(), null, question.createdAt());
  }

  /// The answer that a later task runs in the place of the one that has asked so.
  public static DebounceSettled replaced(DebounceAsked question, TaskId by) {
    return new DebounceSettled(question.taskId(), question.tenant(), by, question.createdAt());
  }

  /// The later task that runs in its place; empty if it runs itself.
  public Optional<TaskId> replacement() {
    return Optional.ofNullable(replacedBy);
  }

  /// Whether it is for the task of its id that was made at `time`, as far as it says so.
  public boolean isForTaskMadeAt(Instant time) {
    return createdAt == null || createdAt.equals(time);
  }

  @Override
  public String key() {
    return taskId.toString();
  }
}
