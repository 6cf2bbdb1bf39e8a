package dev.offload.lifecycle.schedule;

import dev.offload.lifecycle.machine.Step;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.lifecycle.schedule.ScheduleEffect.Submit;
import dev.offload.lifecycle.schedule.ScheduleInput.Deleted;
import dev.offload.lifecycle.schedule.ScheduleInput.Put;
import dev.offload.lifecycle.schedule.ScheduleInput.TimerFired;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One schedule, its timer and a clock, without Kafka.
final class ScheduleLife {
  static final Duration LATE_AFTER = Duration.ofMinutes(1);
  static final Duration CATCH_UP = Duration.ofDays(1);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final ScheduleMachine machine =
      new ScheduleMachine(new ScheduleRules(LATE_AFTER, CATCH_UP));
  final List<SubmitTask> firings = new ArrayList<>();
  final List<ScheduleEvent> events = new ArrayList<>();
  StoredEntry<Optional<ScheduleEntry>, ScheduleMachine.Due> kept =
      new StoredEntry<>(Optional.empty(), Optional.empty());
  Step<Optional<ScheduleEntry>, ScheduleEvent, ScheduleEffect, ScheduleMachine.Due> last;
  private Instant timer;
  private Instant now;

  ScheduleLife(String now) {
    this.now = Instant.parse(now);
  }

  Instant now() {
    return now;
  }

  void put(Schedule schedule) {
    step(new Put(schedule));
  }

  void delete() {
    step(new Deleted());
  }

  void input(ScheduleInput input) {
    step(input);
  }

  /// Everything works until `time`: each timer fires when it is due.
  void runUntil(String time) {
    Instant end = Instant.parse(time);
    while (timer != null && !timer.isAfter(end)) {
      now = timer.isAfter(now) ? timer : now;
      fire();
    }
    now = end;
  }

  /// Nobody looks at timers until `time`. Then all due timers fire.
  void nobodyUntil(String time) {
    now = Instant.parse(time);
    while (timer != null && !timer.isAfter(now)) {
      fire();
      now = now.plus(LOOK);
    }
  }

  /// The times of its firings.
  List<String> times() {
    return firings.stream()
        .map(firing -> Schedules.time(firing.terms().tags()).toString())
        .toList();
  }

  /// Two instances that both have the timer. One of them will lose its transaction.
  List<SubmitTask> fireTwice() {
    Instant due = timer;
    List<SubmitTask> both = new ArrayList<>();
    for (Duration delay : List.of(Duration.ZERO, Duration.ofSeconds(7))) {
      Instant at = due.plus(delay);
      machine.step(kept, new TimerFired(due), at, at).effects().stream()
          .filter(Submit.class::isInstance)
          .forEach(effect -> both.add(((Submit) effect).task()));
    }
    return both;
  }

  private void fire() {
    step(new TimerFired(timer));
  }

  private void step(ScheduleInput input) {
    last = machine.step(kept, input, now, now.plusMillis(1));
    events.addAll(last.events());
    if (last.isNothing()) {
      return;
    }
    last.arming().disarm().ifPresent(this::disarm);
    last.arming().arm().ifPresent(this::arm);
    kept = last.after();
    for (ScheduleEffect effect : last.effects()) {
      if (effect instanceof Submit(SubmitTask task)) {
        firings.add(task);
      }
    }
  }

  private void disarm(Instant due) {
    if (!due.equals(timer)) {
      throw new AssertionError("disarms " + due + ", but armed is " + timer);
    }
    timer = null;
  }

  private void arm(Instant due) {
    if (timer != null) {
      throw new AssertionError("arms a second timer");
    }
    timer = due;
  }
}
