package dev.offload.lifecycle.schedule;

import dev.offload.cron.Cron;
import dev.offload.cron.FireTimes;
import dev.offload.lifecycle.schedule.ScheduleEvent.FiringSubmitted;
import dev.offload.lifecycle.schedule.ScheduleEvent.FiringsMissed;
import dev.offload.lifecycle.schedule.ScheduleEvent.ScheduleRemoved;
import dev.offload.lifecycle.schedule.ScheduleEvent.ScheduleSet;
import dev.offload.lifecycle.schedule.ScheduleInput.Deleted;
import dev.offload.lifecycle.schedule.ScheduleInput.Put;
import dev.offload.lifecycle.schedule.ScheduleInput.TimerFired;
import dev.offload.schemas.config.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides what an input means for a schedule. It submits at most one firing per step, so that
/// a step stays small however many are late. The next one is then due at once.
final class ScheduleDecider {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ScheduleRules rules;

  ScheduleDecider(ScheduleRules rules) {
    this.rules = rules;
  }

  /// What `input` makes happen to `entry`, which is empty if there is no such schedule.
  List<ScheduleEvent> decide(Optional<ScheduleEntry> entry, ScheduleInput input, Instant now) {
    return switch (input) {
      case Put(Schedule schedule) -> put(entry, schedule);
      case Deleted _ -> entry.isEmpty() ? List.of() : List.of(new ScheduleRemoved());
      case TimerFired _ ->
          entry
              .flatMap(ScheduleEntry::nextRunAt)
              .filter(firing -> !firing.isAfter(now))
              .map(firing -> due(entry.orElseThrow().schedule(), firing, now))
              .orElse(List.of());
    };
  }

  private static List<ScheduleEvent> put(Optional<ScheduleEntry> entry, Schedule schedule) {
    FireTimes times = times(schedule);
    boolean isKnown =
        entry.filter(known -> known.schedule().revision().equals(schedule.revision())).isPresent();
    return isKnown
        ? List.of()
        : List.of(new ScheduleSet(schedule, firstFiring(entry, schedule, times)));
  }

  /// If neither cron expression nor time zone changes, the next firing keeps its time.
  /// Otherwise it comes after the change, and never at a time at which the schedule has fired
  /// already.
  private static Optional<Instant> firstFiring(
      Optional<ScheduleEntry> entry, Schedule schedule, FireTimes times) {
    if (schedule.paused()) {
      return Optional.empty();
    }
    Optional<ScheduleEntry> alike = entry.filter(known -> firesAlike(known.schedule(), schedule));
    if (alike.isPresent()) {
      return alike.get().nextRunAt();
    }
    Instant changed = schedule.updatedAt();
    Instant last =
        entry.flatMap(ScheduleEntry::lastFiring).map(ScheduleEntry.LastFiring::at).orElse(changed);
    return times.after(last.isAfter(changed) ? last : changed);
  }

  private static boolean firesAlike(Schedule one, Schedule other) {
    return !one.paused()
        && one.cron().equals(other.cron())
        && one.timeZone().equals(other.timeZone());
  }

  private List<ScheduleEvent> due(Schedule schedule, Instant firing, Instant now) {
    FireTimes times = times(schedule);
    if (!firing.isBefore(now.minus(rules.lateAfter()))) {
      return List.of(submitted(firing, times));
    }
    return switch (schedule.missed()) {
      case SKIP -> List.of(new FiringsMissed(firing, times.after(now)));
      case RUN_ONCE -> {
        Instant latest = times.latest(firing.minus(SECOND), now).orElse(firing);
        yield madeUpFor(firing, Optional.of(latest), times, now);
      }
      case RUN_ALL -> {
        Instant oldest = now.minus(rules.catchUp());
        yield madeUpFor(
            firing,
            firing.isBefore(oldest) ? times.after(oldest) : Optional.of(firing),
            times,
            now);
      }
    };
  }

  /// The firing at `time`, if that has come. Those from `first` until `time` are missed.
  private static List<ScheduleEvent> madeUpFor(
      Instant first, Optional<Instant> time, FireTimes times, Instant now) {
    List<ScheduleEvent> events = new ArrayList<>();
    if (time.filter(first::equals).isEmpty()) {
      events.add(new FiringsMissed(first, time));
    }
    time.filter(firing -> !firing.isAfter(now))
        .ifPresent(firing -> events.add(submitted(firing, times)));
    return events;
  }

  private static FiringSubmitted submitted(Instant firing, FireTimes times) {
    return new FiringSubmitted(firing, times.after(firing));
  }

  private static FireTimes times(Schedule schedule) {
    return FireTimes.of(Cron.parse(schedule.cron()), schedule.timeZone());
  }
}
