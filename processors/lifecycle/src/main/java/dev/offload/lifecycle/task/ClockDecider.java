package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.Input.TimerFired;
import dev.offload.lifecycle.task.TaskEvent.ChildrenAwaitedAgain;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.EarlyEventsDropped;
import dev.offload.lifecycle.task.TaskEvent.FormersAwaitedAgain;
import dev.offload.lifecycle.task.TaskEvent.StopWithdrawn;
import dev.offload.lifecycle.task.TaskEvent.TaskForgotten;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.TaskError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides what the clock means for a task: whether its deadline has come, and what happens
/// then.
record ClockDecider(Rules rules, HandOuts handOuts, EndDecider ends) {
  /// The code of the error if nothing more was heard from the worker.
  static final String LEASE_LOST = "lease-lost";

  /// How much longer early events wait if their submission may still come.
  private static final Duration UNTIL_SUBMITTED = Duration.ofMinutes(10);

  List<TaskEvent> fired(TaskEntry entry, TimerFired timer, Instant now) {
    return entry
        .deadline()
        .map(
            deadline ->
                now.isBefore(deadline.at())
                    ? tooSoon(entry, deadline, now)
                    : come(entry, deadline, timer, now))
        .orElse(List.of());
  }

  private List<TaskEvent> tooSoon(TaskEntry entry, Deadline<DeadlineKind> deadline, Instant now) {
    Instant repaired = new DeadlineRepair(rules).repaired(entry, deadline, now);
    return repaired.equals(deadline.at()) ? List.of() : later(repaired);
  }

  private List<TaskEvent> come(
      TaskEntry entry, Deadline<DeadlineKind> deadline, TimerFired timer, Instant now) {
    boolean expires = deadline.kind() == DeadlineKind.EXPIRY;
    return switch (entry) {
      case Unsubmitted unsubmitted -> earlyWaited(unsubmitted, deadline, timer, now);
      case Waiting waiting when expires -> ends.expired(waiting, now, now);
      case Waiting waiting -> due(waiting, now);
      case Debounced waiting -> ends.expired(waiting, now, now);
      case AwaitingFormers waiting -> ends.expired(waiting, now, now);
      case InLine queued -> ends.expired(queued, now, now);
      case HandedOut queued when expires -> expired(queued, now);
      case HandedOut queued -> watched(queued, timer, now);
      case Running running ->
          running
              .lease()
              .map(lease -> leaseEnded(running, lease, timer, now))
              .orElseGet(() -> watched(running, timer, now));
      case Delegated _ -> List.of(handOuts.next(now));
      case Ended ended ->
          ended
              .stop()
              .map(stop -> stopWaited(stop, timer, now))
              .orElseGet(() -> keptLongEnough(ended, timer, now));
    };
  }

  private List<TaskEvent> due(Waiting entry, Instant now) {
    if (entry.work().isTooLate(now)) {
      return ends.expired(entry, now, now);
    }
    return List.of(goesOn(entry, now));
  }

  /// If it is replayed, it may still have to wait for others.
  private TaskEvent goesOn(Waiting entry, Instant now) {
    if (entry.work().assignment().formers().isPresent()) {
      return new FormersAwaitedAgain();
    }
    return entry.fanOut().isAwaited() ? new ChildrenAwaitedAgain() : handOuts.next(now);
  }

  /// A worker may have started the attempt in time and report it a little later.
  private List<TaskEvent> expired(HandedOut entry, Instant now) {
    Instant told = entry.work().expiry().orElseThrow().plus(rules.watchSlack());
    return now.isBefore(told) ? later(told) : ends.expired(entry, now, now);
  }

  private List<TaskEvent> watched(HandedOut entry, TimerFired timer, Instant now) {
    Instant since = since(entry.record(), timer, now);
    if (!isLost(since, timer)) {
      return later(rules.nextWatch(since, now));
    }
    return ends.isAsked(entry)
        ? ends.cancelled(entry, EndDecider.withoutRun(now), now)
        : List.of(handOuts.again(now));
  }

  private List<TaskEvent> watched(Running entry, TimerFired timer, Instant now) {
    Instant since = since(entry.record(), timer, now);
    return isLost(since, timer)
        ? lost(entry, "no worker has this attempt any more", now)
        : later(rules.nextWatch(since, now));
  }

  private List<TaskEvent> leaseEnded(Running entry, Lease lease, TimerFired timer, Instant now) {
    Instant until = lease.until(timer.listeningSince(), now);
    if (now.isBefore(until)) {
      return later(until);
    }
    return timer.heardUntil().isBefore(lease.silentUntil(until))
        ? later(lease.nextLook(now))
        : lost(entry, "nothing was heard from the worker for " + lease.length(), now);
  }

  private List<TaskEvent> lost(Running entry, String message, Instant now) {
    TaskError error = new TaskError(LEASE_LOST, message, false, entry.attempt());
    return ends.attemptFailed(
        entry,
        new RunEnd.WithError(Optional.of(entry.owner()), Outcome.LOST, error, now),
        Optional.empty(),
        now);
  }

  private List<TaskEvent> stopWaited(Stop stop, TimerFired timer, Instant now) {
    Instant since = since(stop.handOut(), timer, now);
    return isLost(since, timer) ? List.of(new StopWithdrawn()) : later(rules.nextWatch(since, now));
  }

  /// A forgotten task can't be brought back, so a clock that may just have leapt ahead does
  /// not forget it.
  private List<TaskEvent> keptLongEnough(Ended entry, TimerFired timer, Instant now) {
    Instant forgettable = rules.forgettableAt(entry, timer.listeningSince());
    return now.isBefore(forgettable) ? later(forgettable) : List.of(new TaskForgotten());
  }

  private static List<TaskEvent> earlyWaited(
      Unsubmitted entry, Deadline<DeadlineKind> deadline, TimerFired timer, Instant now) {
    if (timer.heardUntil().isBefore(deadline.at())) {
      return later(now.plus(UNTIL_SUBMITTED));
    }
    // Children may outlive a parent that has ended and been forgotten. Nothing is lost then.
    return entry.early().isEmpty()
        ? List.of(new TaskForgotten())
        : List.of(new EarlyEventsDropped(entry.early().size()));
  }

  private boolean isLost(Instant since, TimerFired timer) {
    return timer.heardUntil().isAfter(since.plus(rules.watchSlack()));
  }

  /// When it was handed out. If that is in the future, the clock was ahead then, and it counts
  /// from when this instance began to listen.
  private static Instant since(HandOut handOut, TimerFired timer, Instant now) {
    return handOut.at().isAfter(now) ? timer.listeningSince() : handOut.at();
  }

  private static List<TaskEvent> later(Instant until) {
    return List.of(new DeadlinePostponed(until));
  }
}
