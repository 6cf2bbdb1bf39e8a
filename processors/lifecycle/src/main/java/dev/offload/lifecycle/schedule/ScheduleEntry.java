package dev.offload.lifecycle.schedule;

import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.config.ScheduleStatus;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.Optional;

/// What the lifecycle keeps of a schedule.
///
/// @param nextRunAt the time of its next run; empty where none follows
/// @param lastRun its run before that; empty where it has had none
public record ScheduleEntry(
    Schedule schedule, Optional<Instant> nextRunAt, Optional<LastRun> lastRun) {

  /// A run that was submitted: the time it was for, and its task.
  public record LastRun(Instant at, TaskId taskId) {}

  ScheduleEntry replacedBy(Schedule other, Optional<Instant> next) {
    return new ScheduleEntry(other, next, lastRun);
  }

  ScheduleEntry afterRun(Instant at, Optional<Instant> next) {
    return new ScheduleEntry(schedule, next, Optional.of(new LastRun(at, schedule.runId(at))));
  }

  ScheduleEntry withNext(Optional<Instant> next) {
    return new ScheduleEntry(schedule, next, lastRun);
  }

  ScheduleStatus status() {
    return new ScheduleStatus(
        schedule.tenant(),
        schedule.name(),
        schedule.revision(),
        nextRunAt.orElse(null),
        lastRun.map(LastRun::at).orElse(null),
        lastRun.map(LastRun::taskId).orElse(null));
  }
}
