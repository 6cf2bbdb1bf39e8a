package dev.offload.lifecycle.schedule;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.lifecycle.schedule.ScheduleEntry.LastFiring;
import dev.offload.lifecycle.schedule.ScheduleMachine.Due;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.Optional;

/// A schedule's entry in its stored form: flat, with null for what is absent.
public record StoredSchedule(
    Schedule schedule, Instant nextRunAt, Instant armed, Instant lastRunAt, TaskId lastTaskId) {

  public static StoredSchedule of(StoredEntry<Optional<ScheduleEntry>, Due> kept) {
    ScheduleEntry entry = kept.entry().orElseThrow();
    return new StoredSchedule(
        entry.schedule(),
        entry.nextRunAt().orElse(null),
        kept.armed().map(Deadline::at).orElse(null),
        entry.lastFiring().map(LastFiring::at).orElse(null),
        entry.lastFiring().map(LastFiring::taskId).orElse(null));
  }

  public StoredEntry<Optional<ScheduleEntry>, Due> kept() {
    Optional<LastFiring> lastFiring =
        Optional.ofNullable(lastRunAt).map(at -> new LastFiring(at, lastTaskId));
    return new StoredEntry<>(
        Optional.of(new ScheduleEntry(schedule, Optional.ofNullable(nextRunAt), lastFiring)),
        Optional.ofNullable(armed).map(at -> new Deadline<>(Due.FIRE, at)));
  }
}
