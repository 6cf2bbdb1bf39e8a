package dev.offload.ingest.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.cron.Cron;
import dev.offload.cron.FireTimes;
import dev.offload.schemas.config.MissedRuns;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.config.ScheduledTask;
import dev.offload.schemas.schedule.ScheduleStatus;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A schedule as its tenant sees it.
///
/// @param nextRunAt the time of its next firing; absent if it is paused or there is none
/// @param lastRunAt the time of its last firing; absent before the first
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Schedule")
record ScheduleView(
    String name,
    String cron,
    String timeZone,
    MissedRuns missed,
    boolean paused,
    TaskOfSchedule task,
    Instant nextRunAt,
    Instant lastRunAt,
    TaskId lastTaskId,
    Instant createdAt,
    Instant updatedAt) {

  /// The task to submit.
  record TaskOfSchedule(
      String type,
      JsonNode input,
      Duration timeout,
      RetryPolicy retry,
      @JsonProperty("notify") List<Notify> notifications,
      List<String> tags) {
    private static TaskOfSchedule of(ScheduledTask task) {
      return new TaskOfSchedule(
          task.type(),
          task.input(),
          task.timeout(),
          task.retry(),
          task.notifications(),
          task.tags());
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
