package dev.offload.ingest.submit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The body of a submission, as the OpenAPI document shows it. [TaskBodyReader] reads it.
@Schema(
    name = "SubmitTask",
    description = "A task to run.",
    requiredProperties = {"type", "input"},
    additionalProperties = Schema.False.class)
public record SubmitRequest(
    @Schema(description = "One of the configured task types.", examples = "image") String type,
    @Schema(description = "The input, as the type's JSON Schema describes it, at most 256 KiB.")
        JsonNode input,
    @Schema(description = "When to run the task. Not allowed together with delay.") Instant runAt,
    @Schema(description = "How long to wait before the task runs. Not allowed together with runAt.")
        Duration delay,
    @Schema(description = "No attempt starts at or after this time.") Instant expiresAt,
    @Schema(description = "How long one attempt may run.") Duration timeout,
    @Schema(
            description =
                "How urgent the task is; 9 is the most. The default is 4. Kept and shown; workers"
                    + " do not order by it yet.",
            minimum = "" + Placement.LEAST_URGENT,
            maximum = "" + Placement.MOST_URGENT,
            defaultValue = "" + Placement.USUAL_PRIORITY)
        Integer priority,
    @Schema(
            description =
                "How often and when a failed attempt is retried. Members that are left out "
                    + "are as configured for the type.")
        RetryPolicy retry,
    @JsonProperty("notify")
        @Schema(
            description = "Who is told when the task ends.",
            maxItems = SubmitRequest.MAX_NOTIFICATIONS)
        List<Notify> notifications,
    @Schema(
            description = "Texts by which the task can be found.",
            maxItems = SubmitRequest.MAX_TAGS,
            uniqueItems = true)
        List<String> tags) {
  public static final int MAX_NOTIFICATIONS = 10;
  public static final int MAX_TAGS = 20;
  public static final int MAX_TAG_LENGTH = 100;
}
