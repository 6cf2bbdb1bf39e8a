package dev.offload.schemas.attempt;

import dev.offload.schemas.task.TaskId;
import java.time.Duration;
import java.time.Instant;

/// An attempt outlives its share lock: from now on its worker keeps it by heartbeats.
/// The lease counts from when the lifecycle reads this, so clocks need not agree.
public record AttemptClaimed(
    TaskId taskId, String tenant, int attempt, String runId, Instant at, Duration lease)
    implements AttemptEvent {}
