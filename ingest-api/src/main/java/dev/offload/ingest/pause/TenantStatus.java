package dev.offload.ingest.pause;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A tenant, as operators see it.
@Schema(requiredProperties = {"tenant", "paused"})
record TenantStatus(
    @Schema(description = "The tenant's name.") String tenant,
    @Schema(description = "Whether none of its waiting tasks are handed out.") boolean paused) {}
