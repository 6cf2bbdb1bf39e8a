package dev.offload.schemas.work;

import dev.offload.schemas.task.TaskId;
import java.time.Duration;
import java.time.Instant;

/// A claimed attempt is still running. Its lease starts again.
public record Heartbeat(
    TaskId taskId, String tenant, int attempt, String runId, Instant at, Duration lease)
    implements AttemptEvent {}
