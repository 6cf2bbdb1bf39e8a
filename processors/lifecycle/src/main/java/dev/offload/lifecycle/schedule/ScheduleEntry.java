package dev.offload.lifecycle.schedule;

import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.config.ScheduleStatus;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.Optional;

/// What the lifecycle keeps about a schedule.
///
/// @param nextRunAt the time of its next firing; empty if there is none
/// @param lastFiring its last firing; empty if it has not fired yet
public record ScheduleEntry(
    Schedule schedule, Optional<Instant> nextRunAt, Optional<LastFiring> lastFiring) {

  /// A firing that was submitted: its time and its task.
  public record LastFiring(Instant at, TaskId taskId) {}

  ScheduleEntry replacedBy(Schedule other, Optional<Instant> next) {
    return new ScheduleEntry(other, next, lastFiring);
  }

  ScheduleEntry afterFiring(Instant at, Optional<Instant> next) {
    return new ScheduleEntry(
        schedule, next, Optional.of(new LastFiring(at, schedule.firingTaskId(at))));
  }

  ScheduleEntry withNext(Optional<Instant> next) {
    return new ScheduleEntry(schedule, next, lastFiring);
  }

  ScheduleStatus status() {
    return new ScheduleStatus(
        schedule.tenant(),
        schedule.name(),
        schedule.revision(),
        nextRunAt.orElse(null),
        lastFiring.map(LastFiring::at).orElse(null),
        lastFiring.map(LastFiring::taskId).orElse(null));
  }
}
