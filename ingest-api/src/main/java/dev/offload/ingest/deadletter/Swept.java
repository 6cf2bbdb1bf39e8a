package dev.offload.ingest.deadletter;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a sweep has asked the lifecycle for.
///
/// @param lastAt null where nothing is to run
@Schema(name = "Swept", description = "The tasks that match the filter.")
public record Swept(
    @Schema(description = "How many tasks.") long tasks,
    @Schema(description = "When the last one starts.") Instant lastAt) {}
