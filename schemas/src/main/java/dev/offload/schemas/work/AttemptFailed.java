package dev.offload.schemas.work;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A run has failed. `retryAfter` is the shortest wait before the retry; null leaves it to the
/// policy. `began` is null if an [AttemptStarted] was written before.
public record AttemptFailed(
    TaskId taskId,
    String tenant,
    int attempt,
    String runId,
    Instant at,
    TaskError error,
    Duration retryAfter,
    RunStart began)
    implements AttemptEvent {
  public AttemptFailed {
    Require.present(error, "error");
  }

  @Override
  public Optional<AttemptStarted> start() {
    return AttemptStarted.of(this, began);
  }
}
