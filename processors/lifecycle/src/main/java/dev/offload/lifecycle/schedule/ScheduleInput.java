package dev.offload.lifecycle.schedule;

import dev.offload.lifecycle.machine.Timer;
import dev.offload.schemas.config.Schedule;
import java.time.Instant;

/// What can come to a schedule.
public sealed interface ScheduleInput {
  /// A client has put it, or put it anew.
  record Put(Schedule schedule) implements ScheduleInput {}

  /// A client has deleted it.
  record Deleted() implements ScheduleInput {}

  /// The timer that was due at `due` has gone off.
  record TimerFired(Instant due) implements ScheduleInput, Timer {}
}
