package dev.offload.e2e.drill;

import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.Relatives;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskFacts;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskRuns;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.TaskTimes;
import dev.offload.schemas.task.Terms;
import java.time.Instant;
import java.util.List;

/// A client's task as drills read it, with the times of its creation and its end.
record EndedTask(TaskId id, Instant created, Instant ended) {
  /// The task in this state. It has an end only if the state is final.
  Task in(TaskState state, long version, List<String> tags) {
    Instant end = state.hasEnded() ? ended : null;
    return new Task(
        new TaskFacts(
            id,
            new Placement("probe", "probe"),
            state,
            version,
            Origin.CLIENT,
            Relatives.NONE,
            null,
            new TaskTimes(created, null, end, end, null),
            TaskRuns.NONE,
            Terms.DEFAULT.withTags(tags)),
        "default",
        null,
        List.of());
  }
}
