package dev.offload.schemas.work;

import dev.offload.schemas.task.TaskId;
import java.time.Duration;
import java.time.Instant;

/// A worker claims an attempt that outlasts its lock, and keeps it with heartbeats from now
/// on. The lease counts from when the lifecycle reads this, so clocks need not agree.
public record AttemptClaimed(
    TaskId taskId, String tenant, int attempt, String runId, Instant at, Duration lease)
    implements AttemptEvent {}
