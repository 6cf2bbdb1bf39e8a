package dev.offload.lifecycle.schedule;

import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.ScheduleStatus;

/// What a schedule's step tells others.
public sealed interface ScheduleEffect {
  /// The task of a firing, for `offload.commands`.
  record Submit(SubmitTask task) implements ScheduleEffect {}

  /// Where the schedule stands, for `offload.schedules`.
  record ShowStatus(ScheduleStatus status) implements ScheduleEffect {}

  /// The schedule is gone: a tombstone on `offload.schedules` with the key of `last`.
  record ForgetStatus(ScheduleStatus last) implements ScheduleEffect {}
}
