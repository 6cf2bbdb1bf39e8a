package dev.offload.ingest.submit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The body of a submission as the OpenAPI document shows it; [TaskBodyReader] reads it.
@Schema(
    name = "SubmitTask",
    description = "A task to be done.",
    requiredProperties = {"type", "input"})
public record SubmitRequest(
    @Schema(description = "One of the configured task types.", examples = "image") String type,
    @Schema(description = "What the type's JSON Schema asks for; at most 256 KiB.") JsonNode input,
    @Schema(description = "When to run it; not beside delay.") Instant runAt,
    @Schema(description = "How long to wait before it runs; not beside runAt.") Duration delay,
    @Schema(description = "From when on no attempt begins any more.") Instant expiresAt,
    @Schema(description = "How long one attempt may run.") Duration timeout,
    @Schema(
            description =
                "How often and when a failed attempt is tried again. What is not said here is as"
                    + " configured for the type.")
        RetryPolicy retry,
    @JsonProperty("notify") @Schema(description = "Who is told when it ends.", maxItems = 10)
        List<Notify> notifications,
    @Schema(description = "What to find it by.", maxItems = 20, uniqueItems = true)
        List<String> tags) {}
