package dev.offload.ingest.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.config.MissedRuns;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.RetryPolicy;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The body that puts a schedule as the OpenAPI document shows it; [ScheduleBody] reads it.
@Schema(
    name = "PutSchedule",
    description = "A task to be submitted again and again.",
    requiredProperties = {"cron", "task"})
record ScheduleRequest(
    @Schema(
            description = "When: 5 fields in Unix syntax, 6 or 7 in Quartz'.",
            maxLength = 200,
            examples = "30 8 * * MON-FRI")
        String cron,
    @Schema(description = "Of the IANA database; UTC where not said.", examples = "Europe/Berlin")
        String timeZone,
    @Schema(description = "What becomes of runs that nobody could submit; skip where not said.")
        MissedRuns missed,
    @Schema(description = "Whether it submits nothing for now.") boolean paused,
    @Schema(description = "What it submits: a task without a time.") RequestedTask task) {

  /// A task as `POST /v1/tasks` takes it, without `runAt`, `delay` and `expiresAt`.
  @Schema(
      name = "TaskToSchedule",
      requiredProperties = {"type", "input"})
  record RequestedTask(
      @Schema(description = "One of the configured task types.") String type,
      @Schema(description = "What the type's JSON Schema asks for; at most 256 KiB.")
          JsonNode input,
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
}
