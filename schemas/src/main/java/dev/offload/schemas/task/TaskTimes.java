package dev.offload.schemas.task;

import dev.offload.schemas.Require;
import java.time.Instant;
import java.util.Optional;

/// What has happened to a task, and when; null for what has not.
///
/// @param createdAt is when it was made
/// @param runAt is when it is due, while it waits
/// @param startedAt is when a run first began
/// @param finishedAt is when it ended
/// @param cancelRequestedAt is when somebody asked for its end while a worker may have had it
public record TaskTimes(
    Instant createdAt,
    Instant runAt,
    Instant startedAt,
    Instant finishedAt,
    Instant cancelRequestedAt) {
  public TaskTimes {
    Require.present(createdAt, "createdAt");
  }

  /// Of a task that has never run.
  public static TaskTimes waiting(Instant createdAt, Optional<Instant> runAt) {
    return new TaskTimes(createdAt, runAt.orElse(null), null, null, null);
  }
}
