package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.AttemptHandedOut;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.TurnAwaited;
import dev.offload.lifecycle.task.TaskEvent.UnitsReturned;
import dev.offload.lifecycle.task.TaskEvent.UnitsTaken;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.WaitingFor;
import java.time.Instant;
import java.util.Optional;

/// A queued task that waits in a line to be handed out: for units of a limit, or for its turn in
/// its queue.
public sealed interface InLine extends NotHandedOut {
  /// Its attempt has not been handed out, so no worker can have it.
  record Unseen(Work work, Line line, Instant since, Optional<Deadline<DeadlineKind>> deadline)
      implements InLine {
    @Override
    public Unseen linedUp(TurnAwaited e) {
      return new Unseen(told(e), e.line(), e.at(), deadline);
    }

    @Override
    public Unseen with(Work newWork) {
      return new Unseen(newWork, line, since, deadline);
    }

    @Override
    public Unseen postponed(DeadlinePostponed e) {
      return new Unseen(work, line, since, work.later(deadline, e.until()));
    }
  }

  /// Its attempt was handed back, and `record` may reach a worker again before its turn comes.
  record HandedBack(
      Work work,
      HandOut record,
      Line line,
      Instant since,
      Optional<Deadline<DeadlineKind>> deadline)
      implements InLine, Reachable {
    @Override
    public HandedBack linedUp(TurnAwaited e) {
      return new HandedBack(told(e), record, e.line(), e.at(), deadline);
    }

    @Override
    public HandedBack with(Work newWork) {
      return new HandedBack(newWork, record, line, since, deadline);
    }

    @Override
    public HandedBack postponed(DeadlinePostponed e) {
      return new HandedBack(work, record, line, since, work.later(deadline, e.until()));
    }
  }

  static InLine in(Line line, Instant since, Work work) {
    return new Unseen(work, line, since, expiry(work));
  }

  static InLine handedBack(Line line, Instant since, Work work, HandOut record) {
    return new HandedBack(work, record, line, since, expiry(work));
  }

  private static Optional<Deadline<DeadlineKind>> expiry(Work work) {
    return work.expiry().map(expires -> new Deadline<>(DeadlineKind.EXPIRY, expires));
  }

  Line line();

  /// When it got in its first line.
  Instant since();

  /// The task, with what it waits for now.
  @Override
  InLine linedUp(TurnAwaited e);

  @Override
  InLine with(Work work);

  /// Its work if it goes on to the next line.
  default Work told(TurnAwaited e) {
    return e.line().equals(line()) ? work() : work().next();
  }

  /// Others do not see whether a task whose turn comes has been handed out. They do see that it
  /// waits for a limit no longer.
  @Override
  default HandedOut handedOut(AttemptHandedOut e) {
    Work told =
        switch (line()) {
          case Line.OfLimit _ -> work().next();
          case Line.OfQueue _ -> work();
        };
    return HandedOut.again(told, e.handOut(), Optional.empty(), e.watchAt());
  }

  default InLine taking(UnitsTaken e) {
    return with(work().taking(e.limit()));
  }

  default InLine returning(UnitsReturned e) {
    return with(work().without(e.limits()));
  }

  @Override
  default Task task() {
    WaitingFor reason =
        switch (line()) {
          case Line.OfLimit(LimitScope scope) -> WaitingFor.limit(scope.ownText());
          case Line.OfQueue _ -> WaitingFor.turn();
        };
    return work().history().inLine(reason);
  }
}
