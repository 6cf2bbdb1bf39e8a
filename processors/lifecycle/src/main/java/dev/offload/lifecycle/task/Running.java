package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.CancelAsked;
import dev.offload.lifecycle.task.TaskEvent.CheckpointKept;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.LeaseTaken;
import dev.offload.lifecycle.task.TaskEvent.RunDelegated;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.Optional;

/// A task that a run has.
///
/// @param record how it was handed out to the worker
/// @param owner the run that owns the attempt: the last one to start
/// @param lease that run's lease; without one the worker still has the record's lock
/// @param cancelAsked when somebody asked to cancel it
/// @param until when the clock moves it on
public record Running(
    Work work,
    HandOut record,
    String owner,
    Optional<Lease> lease,
    Optional<Instant> cancelAsked,
    Deadline<DeadlineKind> until)
    implements WithWorkers {

  @Override
  public Optional<Deadline<DeadlineKind>> deadline() {
    return Optional.of(until);
  }

  boolean isOwnedBy(String runId) {
    return owner.equals(runId);
  }

  Running leased(LeaseTaken e) {
    Lease taken = new Lease(e.length(), e.heardAt());
    return new Running(
        work,
        record,
        owner,
        Optional.of(taken),
        cancelAsked,
        new Deadline<>(DeadlineKind.LEASE, taken.until()));
  }

  Running checkpointed(CheckpointKept e) {
    return with(work.checkpointed(e.checkpoint()));
  }

  @Override
  public Running asked(CancelAsked e) {
    return new Running(work.next(), record, owner, lease, Optional.of(e.at()), until);
  }

  /// No worker has the attempt any more, and earlier runs will be ignored.
  Delegated delegated(RunDelegated e) {
    Work logged = work.logged(e.end()).losing(0);
    FanOut awaited =
        logged
            .fanOut()
            .expecting(e.children(), logged.attempt())
            .outdating(logged.history().log().runIds());
    return Delegated.waiting(logged.with(awaited));
  }

  @Override
  public Running with(Work newWork) {
    return new Running(newWork, record, owner, lease, cancelAsked, until);
  }

  @Override
  public Running postponed(DeadlinePostponed e) {
    return new Running(
        work, record, owner, lease, cancelAsked, new Deadline<>(until.kind(), e.until()));
  }

  @Override
  public Task task() {
    return work.history().withWorkers(TaskState.RUNNING, cancelAsked);
  }
}
