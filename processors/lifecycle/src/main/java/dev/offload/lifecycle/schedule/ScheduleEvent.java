package dev.offload.lifecycle.schedule;

import dev.offload.schemas.config.Schedule;
import java.time.Instant;
import java.util.Optional;

/// What happens to a schedule. `nextRunAt` is empty where no run follows.
public sealed interface ScheduleEvent {
  /// There is a schedule of this name, or another than before.
  record ScheduleSet(Schedule schedule, Optional<Instant> nextRunAt) implements ScheduleEvent {}

  /// The run of the time `at` is submitted.
  record RunSubmitted(Instant at, Optional<Instant> nextRunAt) implements ScheduleEvent {}

  /// The runs from `first` on are passed over, up to the next.
  record RunsMissed(Instant first, Optional<Instant> nextRunAt) implements ScheduleEvent {}

  /// There is no schedule of this name any more.
  record ScheduleRemoved() implements ScheduleEvent {}
}
