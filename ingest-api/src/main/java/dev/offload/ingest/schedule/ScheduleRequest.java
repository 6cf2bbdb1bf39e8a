package dev.offload.ingest.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.cron.Cron;
import dev.offload.ingest.submit.SubmitRequest;
import dev.offload.schemas.config.MissedRuns;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.RetryPolicy;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The body that creates a schedule, as the OpenAPI document shows it. [ScheduleBody] reads it.
@Schema(
    name = "PutSchedule",
    description = "A task that is submitted again and again.",
    requiredProperties = {"cron", "task"},
    additionalProperties = Schema.False.class)
record ScheduleRequest(
    @Schema(
            description = "When it fires: 5 fields in Unix syntax, 6 or 7 in Quartz syntax.",
            minLength = 1,
            maxLength = Cron.MAX_LENGTH,
            examples = "30 8 * * MON-FRI")
        String cron,
    @Schema(
            description = "A time zone of the IANA database. The default is UTC.",
            examples = "Europe/Berlin")
        String timeZone,
    @Schema(description = "What to do about missed firings. The default is skip.")
        MissedRuns missed,
    @Schema(description = "While true, nothing is submitted.") boolean paused,
    @Schema(description = "The task to submit, without a time of its own.") RequestedTask task) {

  /// A task as `POST /v1/tasks` takes it, without `runAt`, `delay` and `expiresAt`.
  @Schema(
      name = "TaskToSchedule",
      requiredProperties = {"type", "input"},
      additionalProperties = Schema.False.class)
  record RequestedTask(
      @Schema(description = "One of the configured task types.") String type,
      @Schema(description = "The input, as the type's JSON Schema describes it, at most 256 KiB.")
          JsonNode input,
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
          List<String> tags) {}
}
