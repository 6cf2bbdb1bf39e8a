package dev.offload.ingest.deadletter;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The answer to a sweep.
///
/// @param lastAt when the last task starts; null if none does
@Schema(name = "SweepAnswer", description = "The tasks that match the filter.")
public record SweepAnswer(
    @Schema(description = "How many tasks.") long tasks,
    @Schema(description = "When the last one starts.") Instant lastAt) {}
