package dev.offload.e2e.drill;

import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.List;

/// A client's task as drills read it, made at one moment and ended at another.
record EndedTask(TaskId id, Instant created, Instant ended) {
  /// The task in this state, with no start or end where it can't have one.
  Task in(TaskState state, long version, List<String> tags) {
    return new Task(
        id,
        "default",
        "probe",
        "probe",
        state,
        version,
        Origin.CLIENT,
        null,
        created,
        null,
        state.isFinal() ? ended : null,
        state.isFinal() ? ended : null,
        null,
        List.of(),
        null,
        List.of(),
        null,
        RetryPolicy.DEFAULT,
        List.of(),
        tags,
        null);
  }
}
