package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.AttemptHandedOut;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.Optional;

/// A queued task that waits for its turn to be handed out, because others are before it.
///
/// @param since when it got in line
/// @param handOut the record of an attempt that was handed back; it may reach a worker before
///     the task's turn comes
public record InLine(
    Work work, Instant since, Optional<HandOut> handOut, Optional<Deadline<DeadlineKind>> deadline)
    implements Idle, Reachable {

  static InLine since(Instant at, Work work, Optional<HandOut> handedBack) {
    Optional<Deadline<DeadlineKind>> expiry =
        work.expiry().map(expires -> new Deadline<>(DeadlineKind.EXPIRY, expires));
    return new InLine(work, at, handedBack, expiry);
  }

  /// Others see the same: the task is queued.
  @Override
  public HandedOut handedOut(AttemptHandedOut e) {
    return HandedOut.again(work, e.handOut(), Optional.empty(), e.watchAt());
  }

  @Override
  public InLine with(Work newWork) {
    return new InLine(newWork, since, handOut, deadline);
  }

  @Override
  public InLine postponed(DeadlinePostponed e) {
    return new InLine(work, since, handOut, work.later(deadline, e.until()));
  }

  @Override
  public Task task() {
    return work.history().withWorkers(TaskState.QUEUED, Optional.empty());
  }
}
