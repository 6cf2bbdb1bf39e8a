package dev.offload.schemas.attempt;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;

/// A worker begins to run an attempt, and owns it from now on.
public record AttemptStarted(
    TaskId taskId, String tenant, int attempt, String runId, Instant at, String worker)
    implements AttemptEvent {
  public AttemptStarted {
    Require.text(runId, "runId");
    Require.text(worker, "worker");
    Require.that(attempt >= 1, "attempt", "be 1 or more", attempt);
  }
}
