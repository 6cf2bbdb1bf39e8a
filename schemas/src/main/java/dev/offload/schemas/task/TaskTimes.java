package dev.offload.schemas.task;

import dev.offload.schemas.Require;
import java.time.Instant;
import java.util.Optional;

/// When things happened to a task. Null for what has not happened.
///
/// @param createdAt when it was submitted
/// @param runAt when it is due, while it waits
/// @param startedAt when its first run started
/// @param finishedAt when it ended
/// @param cancelRequestedAt when somebody asked to cancel it while a worker might have it
public record TaskTimes(
    Instant createdAt,
    Instant runAt,
    Instant startedAt,
    Instant finishedAt,
    Instant cancelRequestedAt) {
  public TaskTimes {
    Require.present(createdAt, "createdAt");
  }

  /// Those of a task that has never run.
  public static TaskTimes waiting(Instant createdAt, Optional<Instant> runAt) {
    return new TaskTimes(createdAt, runAt.orElse(null), null, null, null);
  }
}
