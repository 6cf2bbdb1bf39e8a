package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.offload.schemas.Require;

/// What everybody who may see a task sees of it.
///
/// @param version the number of its events so far
/// @param relatives the tasks and groups that it has to do with
public record TaskFacts(
    TaskId id,
    @JsonUnwrapped Placement placement,
    TaskState state,
    long version,
    Origin origin,
    @JsonUnwrapped Relatives relatives,
    @JsonUnwrapped TaskTimes times,
    @JsonUnwrapped TaskRuns runs,
    @JsonUnwrapped Terms terms) {
  public TaskFacts {
    Require.present(id, "id");
    Require.present(placement, "placement");
    Require.present(state, "state");
    Require.that(version >= 1, "version", "be 1 or more", version);
    Require.present(origin, "origin");
    Require.present(relatives, "relatives");
    Require.present(times, "times");
    Require.present(runs, "runs");
    Require.present(terms, "terms");
    Require.that(
        state.hasEnded() == (times.finishedAt() != null),
        "finishedAt",
        "be present exactly if the task has ended",
        times.finishedAt());
  }
}
