package dev.offload.lifecycle.schedule;

import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.ScheduleStatus;

/// What a schedule's step tells the world outside the lifecycle.
public sealed interface ScheduleEffect {
  /// A run, for `offload.commands`.
  record Submit(SubmitTask task) implements ScheduleEffect {}

  /// Where the schedule stands, for `offload.schedules`.
  record ShowStatus(ScheduleStatus status) implements ScheduleEffect {}

  /// The schedule is no more: a tombstone on `offload.schedules`, of the key of `last`.
  record ForgetStatus(ScheduleStatus last) implements ScheduleEffect {}
}
