package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.ChildCounted;
import dev.offload.lifecycle.task.TaskEvent.GoesOn.AfterChildren;
import dev.offload.lifecycle.task.TaskEvent.GoesOn.AfterFormers;
import dev.offload.lifecycle.task.TaskEvent.GoesOn.At;
import dev.offload.lifecycle.task.TaskEvent.TaskReplayed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A task that has failed, was cancelled or has expired. It keeps what a replay needs.
public record Replayable(
    History history,
    Remnant remnant,
    FanOut fanOut,
    End.Unsuccessful end,
    Optional<Stop> stop,
    Deadline<DeadlineKind> until)
    implements Ended {

  static Replayable after(Work done, End.Unsuccessful end, Instant forgetAt) {
    return new Replayable(
        done.history(),
        done.assignment().after(done.attempt(), end.state()),
        done.fanOut(),
        end,
        Optional.empty(),
        new Deadline<>(DeadlineKind.RETENTION, forgetAt));
  }

  Replayable withoutInput() {
    return new Replayable(history, remnant.withoutInput(), fanOut, end, stop, until);
  }

  /// The task as it runs again. Of the past only the log of its attempts stays.
  Active replayed(TaskReplayed e) {
    Assignment again = e.assignment();
    History next = history.again(end, again.spent()).needing(e.needs());
    Work work = new Work(next, again, fanOut, again.spent() + 1, 0, List.of());
    return switch (e.goesOn()) {
      case At(Instant runAt) -> Waiting.scheduled(work, runAt);
      case AfterFormers _ -> AwaitingFormers.waiting(work);
      case AfterChildren _ -> Delegated.waiting(work);
    };
  }

  @Override
  public Replayable with(Optional<Stop> newStop, Deadline<DeadlineKind> newUntil) {
    return new Replayable(history, remnant, fanOut, end, newStop, newUntil);
  }

  @Override
  public Replayable counted(ChildCounted e) {
    return new Replayable(
        history.alsoNeeding(e.files()), remnant, fanOut.with(e), end, stop, until);
  }
}
