package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.ChildCounted;
import java.time.Instant;
import java.util.Optional;

/// A task that has ended for good: it has succeeded. Only what is shown of it is left.
public record Closed(History history, End end, Optional<Stop> stop, Deadline<DeadlineKind> until)
    implements Ended {

  static Closed after(Work done, End end, Instant forgetAt) {
    return new Closed(
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
  public Closed with(Optional<Stop> newStop, Deadline<DeadlineKind> newUntil) {
    return new Closed(history, end, newStop, newUntil);
  }

  @Override
  public Closed counted(ChildCounted e) {
    return this;
  }
}
