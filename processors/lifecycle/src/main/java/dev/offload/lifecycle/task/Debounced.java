package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.DebounceOver;
import dev.offload.lifecycle.task.TaskEvent.TaskReplaced;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskError;
import java.time.Instant;
import java.util.Optional;

/// A task that waits to be told whether it is the last with its debounce key. The coordinator of
/// the key tells it, so the clock only lets it expire.
///
/// @param until when it runs if no later task comes and it is not told earlier
public record Debounced(Work work, Instant until, Optional<Deadline<DeadlineKind>> deadline)
    implements NotHandedOut {
  /// The code of the error if a later task runs in its place.
  static final String REPLACED = "replaced";

  static Debounced waiting(Work work, Instant until) {
    Optional<Deadline<DeadlineKind>> expiry =
        work.expiry().map(expires -> new Deadline<>(DeadlineKind.EXPIRY, expires));
    return new Debounced(work, until, expiry);
  }

  Waiting over(DebounceOver e) {
    return Waiting.scheduled(work.next(), e.at());
  }

  Replayable replaced(TaskReplaced e) {
    String message = "task %s has the same debounce key and came later".formatted(e.by());
    TaskError error = new TaskError(REPLACED, message, true, attempt());
    return Replayable.after(
        work.logged(e.end()),
        new End.Cancellation(e.end().at(), Optional.empty(), Optional.of(error)),
        e.forgetAt());
  }

  @Override
  public Debounced with(Work newWork) {
    return new Debounced(newWork, until, deadline);
  }

  @Override
  public Debounced postponed(DeadlinePostponed e) {
    return new Debounced(work, until, work.later(deadline, e.until()));
  }

  @Override
  public Task task() {
    return work.history().debounced(until);
  }
}
