package dev.offload.ingest.queue;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A tenant that has tasks waiting in a queue.
@Schema(
    description = "A tenant that has tasks waiting in the queue.",
    requiredProperties = {"tenant", "waiting"})
public record WaitingTenant(
    @Schema(description = "The name of the tenant.") String tenant, WaitCounts waiting) {}
