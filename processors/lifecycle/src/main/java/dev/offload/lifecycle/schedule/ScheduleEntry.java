package dev.offload.lifecycle.schedule;

import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.schedule.ScheduleStatus;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;

/// What the lifecycle keeps of a schedule. `nextRunAt` is the time of its next run (null: none
/// follows), `armed` the time of its timer in the store, which is later where the run is late.
public record ScheduleEntry(
    Schedule schedule, Instant nextRunAt, Instant armed, Instant lastRunAt, TaskId lastTaskId) {

  static ScheduleEntry first(Schedule schedule, Instant nextRunAt) {
    return new ScheduleEntry(schedule, nextRunAt, null, null, null);
  }

  ScheduleEntry replacedBy(Schedule other, Instant next) {
    return new ScheduleEntry(other, next, armed, lastRunAt, lastTaskId);
  }

  ScheduleEntry afterRun(Instant at, Instant next) {
    return new ScheduleEntry(schedule, next, armed, at, schedule.runId(at));
  }

  ScheduleEntry withNext(Instant next) {
    return new ScheduleEntry(schedule, next, armed, lastRunAt, lastTaskId);
  }

  public ScheduleEntry withArmed(Instant at) {
    return new ScheduleEntry(schedule, nextRunAt, at, lastRunAt, lastTaskId);
  }

  ScheduleStatus status() {
    return new ScheduleStatus(
        schedule.tenant(), schedule.name(), schedule.revision(), nextRunAt, lastRunAt, lastTaskId);
  }
}
