package dev.offload.lifecycle.schedule;

import dev.offload.lifecycle.machine.Timer;
import dev.offload.schemas.config.Schedule;
import java.time.Instant;

/// What can reach a schedule.
public sealed interface ScheduleInput {
  /// A client has created or replaced it.
  record Put(Schedule schedule) implements ScheduleInput {}

  /// A client has deleted it.
  record Deleted() implements ScheduleInput {}

  /// The timer that was due at `due` has gone off.
  record TimerFired(Instant due) implements ScheduleInput, Timer {}
}
