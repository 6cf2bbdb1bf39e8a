package dev.offload.ingest.view;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;

/// Which tasks of a tenant are asked for. A null member does not narrow; the times are exclusive,
/// and a task that has not ended has not finished before or after anything. `errorCode` is that of
/// the task's own error, with which it failed.
public record TaskFilter(
    String tenant,
    Origin origin,
    String type,
    TaskState state,
    String tag,
    Instant createdAfter,
    Instant createdBefore,
    String errorCode,
    Instant finishedAfter,
    Instant finishedBefore) {
  public TaskFilter {
    Require.text(tenant, "tenant");
    Require.present(origin, "origin");
  }

  /// The same of tasks made before `time` only.
  TaskFilter madeBefore(Instant time) {
    return new TaskFilter(
        tenant,
        origin,
        type,
        state,
        tag,
        createdAfter,
        time,
        errorCode,
        finishedAfter,
        finishedBefore);
  }
}
