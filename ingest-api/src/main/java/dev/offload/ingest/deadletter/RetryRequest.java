package dev.offload.ingest.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The body of a replay, as the OpenAPI document shows it. [EditedInput] reads it.
@Schema(
    name = "RetryTask",
    description = "How to run a task again.",
    additionalProperties = Schema.False.class)
record RetryRequest(
    @Schema(
            description =
                "The input, as in a submission. Without it the task runs with the input it had.")
        JsonNode input) {}
