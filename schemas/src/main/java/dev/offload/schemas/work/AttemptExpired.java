package dev.offload.schemas.work;

import dev.offload.schemas.task.TaskId;
import java.time.Instant;

/// A worker did not start an attempt, because it took it at or after the task's `expiresAt`.
public record AttemptExpired(TaskId taskId, String tenant, int attempt, String runId, Instant at)
    implements AttemptEvent {}
