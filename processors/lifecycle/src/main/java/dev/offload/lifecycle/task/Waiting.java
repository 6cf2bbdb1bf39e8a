package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.schemas.Require;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.Optional;

/// A task that waits for its time: for its start, for a retry, or because it was handed back.
///
/// @param state `scheduled` or `retrying`
/// @param handOut the record of an attempt that was handed back; it may reach a worker before
///     `runAt`
public record Waiting(
    Work work,
    TaskState state,
    Instant runAt,
    Optional<HandOut> handOut,
    Optional<Deadline<DeadlineKind>> deadline)
    implements Idle, Reachable {

  public Waiting {
    Require.that(
        state == TaskState.SCHEDULED || state == TaskState.RETRYING,
        "state",
        "be scheduled or retrying",
        state);
  }

  static Waiting scheduled(Work work, Instant runAt, Optional<HandOut> handedBack) {
    return new Waiting(
        work, TaskState.SCHEDULED, runAt, handedBack, work.orExpiry(DeadlineKind.DUE, runAt));
  }

  static Waiting retrying(Work work, Instant runAt) {
    return new Waiting(
        work, TaskState.RETRYING, runAt, Optional.empty(), work.orExpiry(DeadlineKind.DUE, runAt));
  }

  @Override
  public Waiting with(Work newWork) {
    return new Waiting(newWork, state, runAt, handOut, deadline);
  }

  @Override
  public Waiting postponed(DeadlinePostponed e) {
    return new Waiting(work, state, runAt, handOut, work.later(deadline, e.until()));
  }

  @Override
  public Task task() {
    return work.history().waiting(state, runAt);
  }
}
