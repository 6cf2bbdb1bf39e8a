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
/// @param record what brought it to the worker
/// @param owner the run that owns the attempt: the last to start
/// @param lease that run's hold on it; without one it holds the record's share lock
/// @param cancelAsked when somebody asked for its end
/// @param until when the clock looks after it
public record Running(
    Work work,
    HandOut record,
    String owner,
    Optional<Lease> lease,
    Optional<Instant> cancelAsked,
    Deadline<DeadlineKind> until)
    implements WithWorkers {

  @Override
  public Optional<HandOut> handOut() {
    return Optional.of(record);
  }

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

  /// No worker has the attempt any more, and no run of before will be listened to again.
  Delegated delegated(RunDelegated e) {
    Work logged = work.logged(e.end()).losing(0);
    FanOut awaited =
        logged.fanOut().expecting(e.children()).outdating(logged.history().log().runIds());
    return new Delegated(logged.with(awaited), Optional.empty());
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
