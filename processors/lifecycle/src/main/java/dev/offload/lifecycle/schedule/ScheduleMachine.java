package dev.offload.lifecycle.schedule;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Machine;
import dev.offload.lifecycle.schedule.ScheduleEffect.ForgetStatus;
import dev.offload.lifecycle.schedule.ScheduleEffect.ShowStatus;
import dev.offload.lifecycle.schedule.ScheduleEffect.Submit;
import dev.offload.lifecycle.schedule.ScheduleEvent.FiringSubmitted;
import dev.offload.lifecycle.schedule.ScheduleEvent.FiringsMissed;
import dev.offload.lifecycle.schedule.ScheduleEvent.ScheduleRemoved;
import dev.offload.lifecycle.schedule.ScheduleEvent.ScheduleSet;
import dev.offload.schemas.config.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The state machine of schedules. An empty entry means that there is no such schedule.
///
/// ```
///            Put                     TimerFired: FiringSubmitted, FiringsMissed
///             │                            ┌───────────┐
///             ▼                            ▼           │
///     ScheduleSet ──────────────────► waits for its next time ──Deleted──► ScheduleRemoved
///             ▲                            │
///             └──────────── Put ───────────┘
/// ```
public final class ScheduleMachine
    implements Machine<
        Optional<ScheduleEntry>,
        ScheduleInput,
        ScheduleEvent,
        ScheduleEffect,
        ScheduleMachine.Due> {
  private final ScheduleDecider decider;

  /// What the clock does for a schedule when its deadline has come.
  public enum Due {
    /// Submits its next firing, or notes it as missed.
    FIRE
  }

  public ScheduleMachine(ScheduleRules rules) {
    this.decider = new ScheduleDecider(rules);
  }

  @Override
  public Optional<ScheduleEntry> nothing() {
    return Optional.empty();
  }

  /// Throws an [IllegalArgumentException] if the schedule can't fire.
  @Override
  public List<ScheduleEvent> decide(
      Optional<ScheduleEntry> entry, ScheduleInput input, Instant now) {
    return decider.decide(entry, input, now);
  }

  @Override
  public Optional<ScheduleEntry> evolve(Optional<ScheduleEntry> entry, ScheduleEvent event) {
    return switch (event) {
      case ScheduleSet(Schedule schedule, var next) ->
          Optional.of(
              entry
                  .map(before -> before.replacedBy(schedule, next))
                  .orElseGet(() -> new ScheduleEntry(schedule, next, Optional.empty())));
      case FiringSubmitted(Instant at, var next) ->
          entry.map(before -> before.afterFiring(at, next));
      case FiringsMissed(_, var next) -> entry.map(before -> before.withNext(next));
      case ScheduleRemoved _ -> Optional.empty();
    };
  }

  @Override
  public Optional<Deadline<Due>> deadline(Optional<ScheduleEntry> entry) {
    return entry.flatMap(ScheduleEntry::nextRunAt).map(next -> new Deadline<>(Due.FIRE, next));
  }

  @Override
  public List<ScheduleEffect> effects(
      Optional<ScheduleEntry> before,
      List<ScheduleEvent> events,
      Optional<ScheduleEntry> after,
      Instant now) {
    List<ScheduleEffect> effects = new ArrayList<>();
    for (ScheduleEvent event : events) {
      if (event instanceof FiringSubmitted(Instant at, _)) {
        effects.add(new Submit(after.orElseThrow().schedule().firing(at, now)));
      }
    }
    effects.add(
        after
            .<ScheduleEffect>map(entry -> new ShowStatus(entry.status()))
            .orElseGet(() -> new ForgetStatus(before.orElseThrow().status())));
    return effects;
  }
}
