package dev.offload.ingest.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.offload.cron.Cron;
import dev.offload.cron.FireTimes;
import dev.offload.schemas.config.MissedRuns;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.config.ScheduleStatus;
import dev.offload.schemas.task.RunSpec;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.Terms;
import dev.offload.schemas.task.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A schedule as its tenant sees it. The document describes the members that a [Schedule] has by
/// its JSON Schema.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Schedule")
record ScheduleView(
    String name,
    String cron,
    String timeZone,
    MissedRuns missed,
    boolean paused,
    TaskOfSchedule task,
    @Schema(description = "When it fires next. Absent if it is paused, or never fires again.")
        Instant nextRunAt,
    @Schema(description = "When it last fired. Absent before the first time.") Instant lastRunAt,
    @Schema(description = "The task it last submitted. Absent before the first.") TaskId lastTaskId,
    Instant createdAt,
    Instant updatedAt) {

  /// The task to submit. Its queue is not its tenant's business.
  @JsonPropertyOrder({"type", "input", "timeout", "retry", "notify", "tags", "then"})
  record TaskOfSchedule(
      String type,
      @JsonUnwrapped RunSpec run,
      int priority,
      String concurrencyKey,
      int weight,
      @JsonUnwrapped Terms terms,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AfterSchedule> then) {
    private static TaskOfSchedule of(TaskSpec task) {
      return new TaskOfSchedule(
          task.type(),
          task.run(),
          task.placement().priority(),
          task.placement().concurrencyKey(),
          task.placement().weight(),
          task.terms(),
          task.then().stream().map(AfterSchedule::of).toList());
    }
  }

  /// A task that is submitted when the one of the schedule has ended.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AfterSchedule(Trigger on, TaskOfSchedule task, Duration delay, Instant expiresAt) {
    private static AfterSchedule of(Successor next) {
      return new AfterSchedule(
          next.on(), TaskOfSchedule.of(next.task()), next.delay(), next.expiresAt());
    }
  }

  static ScheduleView of(Schedule schedule, Optional<ScheduleStatus> status, Instant now) {
    return new ScheduleView(
        schedule.name(),
        schedule.cron(),
        schedule.timeZone(),
        schedule.missed(),
        schedule.paused(),
        TaskOfSchedule.of(schedule.task()),
        schedule.paused() ? null : next(schedule, now),
        status.map(ScheduleStatus::lastRunAt).orElse(null),
        status.map(ScheduleStatus::lastTaskId).orElse(null),
        schedule.createdAt(),
        schedule.updatedAt());
  }

  private static Instant next(Schedule schedule, Instant now) {
    return FireTimes.of(Cron.parse(schedule.cron()), schedule.timeZone()).after(now).orElse(null);
  }
}
