package dev.offload.ingest.deadletter;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a sweep has asked the lifecycle for.
///
/// @param lastAt null where nothing is to run
@Schema(name = "Swept", description = "What was found, and is being done.")
public record Swept(
    @Schema(description = "How many tasks.") long tasks,
    @Schema(description = "When the last of them begins.") Instant lastAt) {}
