package dev.offload.schemas.work;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.TaskId;
import java.time.Duration;
import java.time.Instant;

/// A worker hands an attempt back unspent, to be run again after `delay`. `lostRuns` tells the
/// next worker how many runs of the attempt were lost. It is 0 after a handler has returned.
public record AttemptSnoozed(
    TaskId taskId,
    String tenant,
    int attempt,
    String runId,
    Instant at,
    Duration delay,
    int lostRuns)
    implements AttemptEvent {
  public AttemptSnoozed {
    Require.present(delay, "delay");
    Require.that(lostRuns >= 0, "lostRuns", "be 0 or more", lostRuns);
  }
}
