package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.DebounceEnded;
import dev.offload.schemas.task.Task;
import java.time.Instant;
import java.util.Optional;

/// A task that waits to be told whether it is the last with its debounce key. The coordinator of
/// the key tells it, so the clock only lets it expire.
///
/// @param until when it runs if no later task comes and it is not told earlier
public record Debounced(Work work, Instant until, Optional<Deadline<DeadlineKind>> deadline)
    implements NotHandedOut {
  static Debounced waiting(Work work, Instant until) {
    Optional<Deadline<DeadlineKind>> expiry =
        work.expiry().map(expires -> new Deadline<>(DeadlineKind.EXPIRY, expires));
    return new Debounced(work, until, expiry);
  }

  Waiting ended(DebounceEnded e) {
    return Waiting.scheduled(work.next(), e.at());
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
