package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.ChildCounted;
import java.time.Instant;
import java.util.Optional;

/// A task that has succeeded, and so has ended for good. Only what users see of it is kept.
public record Succeeded(
    History history, End.Success end, Optional<Stop> stop, Deadline<DeadlineKind> until)
    implements Ended {

  static Succeeded after(Work done, End.Success end, Instant forgetAt) {
    return new Succeeded(
        done.history().withoutRuns(),
        end,
        Optional.empty(),
        new Deadline<>(DeadlineKind.RETENTION, forgetAt));
  }

  @Override
  public FanOut fanOut() {
    return FanOut.NONE;
  }

  @Override
  public Succeeded with(Optional<Stop> newStop, Deadline<DeadlineKind> newUntil) {
    return new Succeeded(history, end, newStop, newUntil);
  }

  @Override
  public Succeeded counted(ChildCounted e) {
    return this;
  }
}
