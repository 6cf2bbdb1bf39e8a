package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.offload.schemas.Require;

/// What everybody who may see a task sees of it.
///
/// @param version the number of its events so far
/// @param relatives the tasks and groups that it has to do with
/// @param waitingFor what only the lifecycle knows of why it does not run yet; null for nothing. A
///     task whose turn has come may have been handed out since
public record TaskFacts(
    TaskId id,
    @JsonUnwrapped Placement placement,
    TaskState state,
    long version,
    Origin origin,
    @JsonUnwrapped Relatives relatives,
    WaitingFor waitingFor,
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

  TaskFacts with(WaitingFor reason) {
    return new TaskFacts(
        id, placement, state, version, origin, relatives, reason, times, runs, terms);
  }

  TaskFacts with(TaskRuns newRuns) {
    return new TaskFacts(
        id, placement, state, version, origin, relatives, waitingFor, times, newRuns, terms);
  }

  TaskFacts with(Terms newTerms) {
    return new TaskFacts(
        id, placement, state, version, origin, relatives, waitingFor, times, runs, newTerms);
  }
}
