package dev.offload.ingest.deadletter;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The answer to a sweep.
@Schema(
    name = "SweepAnswer",
    description = "The tasks that match the filter.",
    requiredProperties = "tasks")
public record SweepAnswer(
    @Schema(description = "How many tasks.") long tasks,
    @Schema(description = "When the last one starts. Absent if none does.") Instant lastAt) {}
