package dev.offload.ingest.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The answer to a recovery.
@Schema(
    name = "WebhookRecovery",
    description = "The deliveries that are sent again.",
    requiredProperties = "count")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RecoveryAnswer(
    @Schema(description = "How many deliveries.") long count,
    @Schema(description = "When the last one starts. Absent in a dry run, or if there are none.")
        Instant lastAt) {}
