package dev.offload.schemas.attempt;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An attempt ended badly. `retryAfter` (null: as the policy says) is the least wait asked for;
/// `began` is null where an [AttemptStarted] was written before.
public record AttemptFailed(
    TaskId taskId,
    String tenant,
    int attempt,
    String runId,
    Instant at,
    TaskError error,
    Duration retryAfter,
    Beginning began)
    implements AttemptEvent {
  public AttemptFailed {
    Require.present(error, "error");
  }

  @Override
  public Optional<AttemptStarted> start() {
    return AttemptStarted.of(this, began);
  }
}
