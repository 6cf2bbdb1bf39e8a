package dev.offload.lifecycle.schedule;

import java.time.Instant;

/// Decides, evolves and derives effects in one go: the whole life of schedules as one function.
///
/// ```
///            Put                     TimerFired: RunSubmitted, RunsMissed
///             │                            ┌───────────┐
///             ▼                            ▼           │
///     ScheduleSet ──────────────────► waits for its next time ──Deleted──► ScheduleRemoved
///             ▲                            │
///             └──────────── Put ───────────┘
/// ```
public final class ScheduleStepper {
  private final ScheduleDecider decider;

  public ScheduleStepper(ScheduleRules rules) {
    this.decider = new ScheduleDecider(rules);
  }

  /// `before` is null where there is no such schedule.
  public ScheduleStep step(
      ScheduleEntry before, ScheduleInput input, Instant now, Instant earliest) {
    return ScheduleStep.of(before, input, decider.decide(before, input, now), now, earliest);
  }
}
