package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.CancelAsked;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.Optional;

/// A task that was handed out to workers. It is not known whether one has it already.
///
/// @param record how it was handed out
/// @param cancelAsked when somebody asked to cancel it
public record HandedOut(
    Work work,
    HandOut record,
    Optional<Instant> cancelAsked,
    Optional<Deadline<DeadlineKind>> deadline)
    implements Idle, WithWorkers {

  static HandedOut first(Work work, HandOut record, Instant watchAt) {
    return again(work, record, Optional.empty(), watchAt);
  }

  static HandedOut again(
      Work work, HandOut record, Optional<Instant> cancelAsked, Instant watchAt) {
    return new HandedOut(work, record, cancelAsked, work.orExpiry(DeadlineKind.WATCH, watchAt));
  }

  @Override
  public HandedOut asked(CancelAsked e) {
    return new HandedOut(work.next(), record, Optional.of(e.at()), deadline);
  }

  @Override
  public HandedOut with(Work newWork) {
    return new HandedOut(newWork, record, cancelAsked, deadline);
  }

  @Override
  public HandedOut postponed(DeadlinePostponed e) {
    return new HandedOut(work, record, cancelAsked, work.later(deadline, e.until()));
  }

  @Override
  public Task task() {
    return work.history().withWorkers(TaskState.QUEUED, cancelAsked);
  }
}
