package dev.offload.schemas.work;

import dev.offload.schemas.task.TaskId;
import java.time.Instant;

/// A handler stopped because its task was cancelled.
public record AttemptCancelled(TaskId taskId, String tenant, int attempt, String runId, Instant at)
    implements AttemptEvent {}
