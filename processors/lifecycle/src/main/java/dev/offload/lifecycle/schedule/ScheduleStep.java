package dev.offload.lifecycle.schedule;

import dev.offload.lifecycle.schedule.ScheduleEffect.ForgetStatus;
import dev.offload.lifecycle.schedule.ScheduleEffect.ShowStatus;
import dev.offload.lifecycle.schedule.ScheduleEffect.Submit;
import dev.offload.lifecycle.schedule.ScheduleEvent.RunSubmitted;
import dev.offload.lifecycle.schedule.ScheduleEvent.RunsMissed;
import dev.offload.lifecycle.schedule.ScheduleEvent.ScheduleRemoved;
import dev.offload.lifecycle.schedule.ScheduleEvent.ScheduleSet;
import dev.offload.lifecycle.schedule.ScheduleInput.TimerFired;
import dev.offload.schemas.config.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// One turn of a schedule's life, computed and not yet written: the entry it leads to (null:
/// none), what happened, what others are told, and which timer is taken out of the store and which
/// put there (null: none).
public record ScheduleStep(
    ScheduleEntry after,
    List<ScheduleEvent> events,
    List<ScheduleEffect> effects,
    Instant disarm,
    Instant arm) {

  /// The step from `before` by `events`. `earliest` is the first instant a timer can still be set
  /// for: what is due before is due then.
  static ScheduleStep of(
      ScheduleEntry before,
      ScheduleInput input,
      List<ScheduleEvent> events,
      Instant now,
      Instant earliest) {
    boolean spent = input instanceof TimerFired && !events.isEmpty();
    Instant armed = before == null || spent ? null : before.armed();
    ScheduleEntry after = evolve(before, events);
    if (events.isEmpty()) {
      return new ScheduleStep(after, events, List.of(), null, null);
    }
    Instant wanted = after == null ? null : notBefore(earliest, after.nextRunAt());
    boolean serves = Objects.equals(armed, wanted);
    return new ScheduleStep(
        after == null ? null : after.withArmed(wanted),
        events,
        effects(before, after, events, now),
        serves ? null : armed,
        serves ? null : wanted);
  }

  /// Whether there is nothing to write at all.
  public boolean isNothing() {
    return events.isEmpty();
  }

  private static ScheduleEntry evolve(ScheduleEntry before, List<ScheduleEvent> events) {
    ScheduleEntry entry = before;
    for (ScheduleEvent event : events) {
      entry = evolve(entry, event);
    }
    return entry;
  }

  private static ScheduleEntry evolve(ScheduleEntry entry, ScheduleEvent event) {
    return switch (event) {
      case ScheduleSet(Schedule schedule, Instant next) ->
          entry == null ? ScheduleEntry.first(schedule, next) : entry.replacedBy(schedule, next);
      case RunSubmitted(Instant at, Instant next) -> entry.afterRun(at, next);
      case RunsMissed(_, Instant next) -> entry.withNext(next);
      case ScheduleRemoved _ -> null;
    };
  }

  private static List<ScheduleEffect> effects(
      ScheduleEntry before, ScheduleEntry after, List<ScheduleEvent> events, Instant now) {
    List<ScheduleEffect> effects = new ArrayList<>();
    for (ScheduleEvent event : events) {
      if (event instanceof RunSubmitted(Instant at, _)) {
        effects.add(new Submit(after.schedule().run(at, now)));
      }
    }
    effects.add(after == null ? new ForgetStatus(before.status()) : new ShowStatus(after.status()));
    return effects;
  }

  private static Instant notBefore(Instant earliest, Instant time) {
    return time == null || !time.isBefore(earliest) ? time : earliest;
  }
}
