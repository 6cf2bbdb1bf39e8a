package dev.offload.schemas.attempt;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.TaskId;
import java.time.Duration;
import java.time.Instant;

/// A worker hands an attempt back unspent: run it again after `delay`.
public record AttemptSnoozed(
    TaskId taskId, String tenant, int attempt, String runId, Instant at, Duration delay)
    implements AttemptEvent {
  public AttemptSnoozed {
    Require.present(delay, "delay");
  }
}
