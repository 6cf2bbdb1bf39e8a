package dev.offload.schemas.work;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;

/// State that the next run gets if this one does not end.
public record Checkpointed(
    TaskId taskId, String tenant, int attempt, String runId, Instant at, JsonNode checkpoint)
    implements AttemptEvent {}
