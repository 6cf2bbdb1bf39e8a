package dev.offload.ingest.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The body of a replay as the OpenAPI document shows it; [EditedInput] reads it.
@Schema(name = "RetryTask", description = "How a task is to run again.")
record RetryRequest(
    @Schema(description = "The input to run with, as in a submission; the one it had if absent.")
        JsonNode input) {}
