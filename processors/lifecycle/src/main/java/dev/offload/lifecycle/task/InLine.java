package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.AttemptHandedOut;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.TurnAwaited;
import dev.offload.lifecycle.task.TaskEvent.UnitsReturned;
import dev.offload.lifecycle.task.TaskEvent.UnitsTaken;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.WaitingFor;
import java.time.Instant;
import java.util.Optional;

/// A queued task that waits in a line to be handed out: for units of a limit, or for its turn in
/// its queue.
///
/// @param line the name of the line: that of a limit, or the queue's
/// @param since when it got in its first line
/// @param handOut the record of an attempt that was handed back; it may reach a worker before
///     the task's turn comes
public record InLine(
    Work work,
    String line,
    Instant since,
    Optional<HandOut> handOut,
    Optional<Deadline<DeadlineKind>> deadline)
    implements Idle, Reachable {

  static InLine in(String line, Instant since, Work work, Optional<HandOut> handedBack) {
    Optional<Deadline<DeadlineKind>> expiry =
        work.expiry().map(expires -> new Deadline<>(DeadlineKind.EXPIRY, expires));
    return new InLine(work, line, since, handedBack, expiry);
  }

  /// Others do not see whether a task whose turn comes has been handed out. They do see that it
  /// waits for a limit no longer.
  @Override
  public HandedOut handedOut(AttemptHandedOut e) {
    Work told = Limit.isKey(line) ? work.next() : work;
    return HandedOut.again(told, e.handOut(), Optional.empty(), e.watchAt());
  }

  /// Others see what it waits for now.
  @Override
  public InLine linedUp(TurnAwaited e) {
    Work told = e.line().equals(line) ? work : work.next();
    return new InLine(told, e.line(), e.at(), handOut, deadline);
  }

  InLine taking(UnitsTaken e) {
    return with(work.holding(e.limit()));
  }

  InLine returning(UnitsReturned e) {
    return with(work.without(e.limits()));
  }

  @Override
  public InLine with(Work newWork) {
    return new InLine(newWork, line, since, handOut, deadline);
  }

  @Override
  public InLine postponed(DeadlinePostponed e) {
    return new InLine(work, line, since, handOut, work.later(deadline, e.until()));
  }

  @Override
  public Task task() {
    WaitingFor reason =
        Limit.scopeOf(line).map(scope -> WaitingFor.limit(scope.ownText())).orElse(WaitingFor.TURN);
    return work.history().inLine(reason);
  }
}
