package dev.offload.lifecycle.schedule;

import dev.offload.schemas.config.Schedule;
import java.time.Instant;
import java.util.Optional;

/// What happens to a schedule. `nextRunAt` is the time of the next firing, empty if there is
/// none.
public sealed interface ScheduleEvent {
  /// The schedule is new, or has been changed.
  record ScheduleSet(Schedule schedule, Optional<Instant> nextRunAt) implements ScheduleEvent {}

  /// The firing at `at` was submitted.
  record FiringSubmitted(Instant at, Optional<Instant> nextRunAt) implements ScheduleEvent {}

  /// The firings from `first` until the next one were missed.
  record FiringsMissed(Instant first, Optional<Instant> nextRunAt) implements ScheduleEvent {}

  /// The schedule is gone.
  record ScheduleRemoved() implements ScheduleEvent {}
}
