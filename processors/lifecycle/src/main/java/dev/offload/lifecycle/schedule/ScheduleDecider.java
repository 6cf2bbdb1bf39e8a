package dev.offload.lifecycle.schedule;

import dev.offload.cron.Cron;
import dev.offload.cron.FireTimes;
import dev.offload.lifecycle.schedule.ScheduleEvent.RunSubmitted;
import dev.offload.lifecycle.schedule.ScheduleEvent.RunsMissed;
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

/// Decides what an input means for a schedule: pure. One run at most is submitted at a time, so
/// that however many are late, a step stays small; the next is due at once then.
final class ScheduleDecider {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ScheduleRules rules;

  ScheduleDecider(ScheduleRules rules) {
    this.rules = rules;
  }

  /// What happens to `entry` (null: there is no such schedule) by `input`; often nothing. Throws an
  /// [IllegalArgumentException] where what was put is no schedule that can fire.
  List<ScheduleEvent> decide(ScheduleEntry entry, ScheduleInput input, Instant now) {
    return switch (input) {
      case Put(Schedule schedule) -> put(entry, schedule);
      case Deleted _ -> entry == null ? List.of() : List.of(new ScheduleRemoved());
      case TimerFired(Instant due) -> {
        boolean stale = entry == null || !due.equals(entry.armed());
        yield stale ? List.of() : due(entry, now);
      }
    };
  }

  private static List<ScheduleEvent> put(ScheduleEntry entry, Schedule schedule) {
    FireTimes times = times(schedule);
    if (entry != null && entry.schedule().revision().equals(schedule.revision())) {
      return List.of();
    }
    return List.of(new ScheduleSet(schedule, firstRun(entry, schedule, times)));
  }

  /// A run that is due keeps its time through a change of other things. Else it fires after the
  /// change, and never again at a time at which it has fired.
  private static Instant firstRun(ScheduleEntry entry, Schedule schedule, FireTimes times) {
    if (schedule.paused()) {
      return null;
    }
    if (entry != null && firesAlike(entry.schedule(), schedule)) {
      return entry.nextRunAt();
    }
    Instant last = entry == null ? null : entry.lastRunAt();
    Instant changed = schedule.updatedAt();
    return next(times, last != null && last.isAfter(changed) ? last : changed);
  }

  private static boolean firesAlike(Schedule one, Schedule other) {
    return !one.paused()
        && one.cron().equals(other.cron())
        && one.timeZone().equals(other.timeZone());
  }

  private List<ScheduleEvent> due(ScheduleEntry entry, Instant now) {
    Instant run = entry.nextRunAt();
    FireTimes times = times(entry.schedule());
    if (!run.isBefore(now.minus(rules.lateAfter()))) {
      return List.of(submitted(run, times));
    }
    return switch (entry.schedule().missed()) {
      case SKIP -> List.of(new RunsMissed(run, next(times, now)));
      case RUN_ONCE -> madeUpFor(run, times.latest(run.minus(SECOND), now).orElse(run), times, now);
      case RUN_ALL -> {
        Instant oldest = now.minus(rules.catchUp());
        yield madeUpFor(run, run.isBefore(oldest) ? next(times, oldest) : run, times, now);
      }
    };
  }

  /// The run of `time`, if its time has come; those before it, beginning with `first`, are missed.
  private static List<ScheduleEvent> madeUpFor(
      Instant first, Instant time, FireTimes times, Instant now) {
    List<ScheduleEvent> events = new ArrayList<>();
    if (!first.equals(time)) {
      events.add(new RunsMissed(first, time));
    }
    if (time != null && !time.isAfter(now)) {
      events.add(submitted(time, times));
    }
    return events;
  }

  private static RunSubmitted submitted(Instant run, FireTimes times) {
    return new RunSubmitted(run, next(times, run));
  }

  private static Instant next(FireTimes times, Instant after) {
    return times.after(after).orElse(null);
  }

  private static FireTimes times(Schedule schedule) {
    return FireTimes.of(Cron.parse(schedule.cron()), schedule.timeZone());
  }
}
