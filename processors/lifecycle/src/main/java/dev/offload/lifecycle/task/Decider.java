package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.HandOut.Route;
import dev.offload.lifecycle.task.Input.Cancellation;
import dev.offload.lifecycle.task.Input.ChildReport;
import dev.offload.lifecycle.task.Input.Drop;
import dev.offload.lifecycle.task.Input.Replay;
import dev.offload.lifecycle.task.Input.Report;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.lifecycle.task.Input.TimerFired;
import dev.offload.lifecycle.task.TaskEvent.AttemptHandedOut;
import dev.offload.lifecycle.task.TaskEvent.AttemptRetried;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.EarlyEventsDropped;
import dev.offload.lifecycle.task.TaskEvent.StopWithdrawn;
import dev.offload.lifecycle.task.TaskEvent.TaskFailed;
import dev.offload.lifecycle.task.TaskEvent.TaskForgotten;
import dev.offload.lifecycle.task.TaskEvent.TaskQueued;
import dev.offload.lifecycle.task.TaskEvent.TaskReplayed;
import dev.offload.lifecycle.task.TaskEvent.TaskScheduled;
import dev.offload.schemas.attempt.AttemptEvent;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Decides what an input means for a task: pure, and the only place with an opinion. The picture of
/// it is `docs/concepts/lifecycle.md`.
final class Decider {
  /// The code of an error that says: its worker was heard of no more.
  static final String LEASE_LOST = "lease-lost";

  /// The code of an error that says: it became larger than a record may be.
  static final String TOO_LARGE = "too-large";

  private final Rules rules;
  private final FanOutDecider fanOuts;
  private final ReportDecider reports;
  private final ReplayDecider replays;
  private final CancelDecider cancels;

  Decider(Rules rules) {
    this.rules = rules;
    this.fanOuts = new FanOutDecider(rules);
    this.reports = new ReportDecider(rules, fanOuts);
    this.replays = new ReplayDecider(rules);
    this.cancels = new CancelDecider(rules);
  }

  /// What happens to `entry` (null: nothing is known of the task) by `input`; often nothing.
  List<TaskEvent> decide(TaskEntry entry, Input input, Instant now) {
    return cancels.heldTo(entry, consequences(entry, input, now), now);
  }

  /// The same where nothing can be handed out before `until`, because the topic for it is not as it
  /// should be: the task waits until then, and no other is held up by it.
  List<TaskEvent> postpone(TaskEntry entry, Input input, Instant until, Instant now) {
    List<TaskEvent> events = new ArrayList<>();
    for (TaskEvent event : decide(entry, input, now)) {
      if (event instanceof AttemptHandedOut && isReplay(events)) {
        var replay = (TaskReplayed) events.removeLast();
        events.add(new TaskReplayed(replay.input(), until));
      } else {
        events.add(postponed(event, until));
      }
    }
    return events;
  }

  private static boolean isReplay(List<TaskEvent> events) {
    return !events.isEmpty() && events.getLast() instanceof TaskReplayed;
  }

  private static TaskEvent postponed(TaskEvent event, Instant until) {
    if (event instanceof AttemptHandedOut) {
      return new DeadlinePostponed(until);
    }
    boolean isHandOut =
        event instanceof TaskQueued queued && queued.handOut().route() == Route.WORK;
    return isHandOut ? new TaskScheduled(((TaskQueued) event).submitted().runAt(until)) : event;
  }

  private List<TaskEvent> consequences(TaskEntry entry, Input input, Instant now) {
    return switch (input) {
      case Submission submission -> submitted(entry, submission, now);
      case Replay replay -> replays.replayed(entry, replay.command(), now);
      case Drop drop -> replays.dropped(entry, drop.command());
      case Cancellation cancellation -> cancels.asked(entry, cancellation.command(), now);
      case Report report -> reports.decide(entry, report.event(), now);
      case ChildReport child -> fanOuts.childEnded(entry, child.end(), now);
      case TimerFired timer -> fired(entry, timer, now);
    };
  }

  /// What happens in place of a decision that can't be written because `what` is too large: the
  /// task fails. Throws an [IllegalArgumentException] where there is no task yet.
  List<TaskEvent> refuse(TaskEntry entry, Input input, TooLarge what, Instant now) {
    List<TaskEvent> events = new ArrayList<>();
    int attempt = 1;
    String tenant;
    if (input instanceof Submission(SubmitTask task, Route route)) {
      events.add(queued(task, route, now));
      tenant = task.tenant();
    } else if (entry != null && entry.current() != null) {
      attempt = entry.current().number();
      tenant = entry.task().tenant();
    } else {
      throw new IllegalArgumentException(what.message());
    }
    TaskError error = new TaskError(TOO_LARGE, what.message(), true, attempt);
    RunEnd end = new RunEnd(null, Outcome.FAILED, error, now);
    events.add(new TaskFailed(end, rules.forgetAt(tenant, TaskState.FAILED, now)));
    return cancels.heldTo(entry, events, now);
  }

  private List<TaskEvent> submitted(TaskEntry entry, Submission submission, Instant now) {
    if (entry != null && entry.isSubmitted()) {
      return List.of();
    }
    SubmitTask task = submission.task();
    boolean waits =
        submission.route() == Route.WORK && task.runAt() != null && task.runAt().isAfter(now);
    TaskEvent first = waits ? new TaskScheduled(task) : queued(task, submission.route(), now);
    List<TaskEvent> events = new ArrayList<>(List.of(first));
    if (entry != null) {
      replayEarly(Evolution.evolve(entry, first), entry.early(), now, events);
    }
    return events;
  }

  private void replayEarly(
      TaskEntry submitted, List<AttemptEvent> early, Instant now, List<TaskEvent> events) {
    TaskEntry entry = submitted;
    for (AttemptEvent event : early) {
      for (TaskEvent consequence : reports.decide(entry, event, now)) {
        entry = Evolution.evolve(entry, consequence);
        events.add(consequence);
      }
    }
  }

  private TaskQueued queued(SubmitTask task, Route route, Instant now) {
    return new TaskQueued(task, new HandOut(route, now), now.plus(rules.watchAfter()));
  }

  private List<TaskEvent> fired(TaskEntry entry, TimerFired timer, Instant now) {
    boolean stale =
        entry == null || entry.armed() == null || !entry.armed().at().equals(timer.due());
    if (stale || entry.deadline() == null) {
      return List.of();
    }
    if (now.isBefore(entry.deadline().at())) {
      Instant mended = new Misdated(rules).mended(entry, now);
      return mended.equals(entry.deadline().at())
          ? List.of()
          : List.of(new DeadlinePostponed(mended));
    }
    return switch (entry.deadline().kind()) {
      case DUE -> List.of(due(entry, now));
      case EXPIRY -> List.of(expired(entry, now));
      case STOP -> List.of(stopWaited(entry, timer, now));
      case WATCH -> watched(entry, timer, now);
      case LEASE -> leaseEnded(entry, timer, now);
      case EARLY -> earlyWaited(entry, timer, now);
      case RETENTION -> List.of(keptLongEnough(entry, timer, now));
    };
  }

  /// Nothing brings back what is forgotten: a clock that may just have leapt ahead does not do it.
  private TaskEvent keptLongEnough(TaskEntry entry, TimerFired timer, Instant now) {
    Instant forgettable = rules.forgettableAt(entry, timer.listeningSince());
    return now.isBefore(forgettable) ? new DeadlinePostponed(forgettable) : new TaskForgotten();
  }

  private TaskEvent due(TaskEntry entry, Instant now) {
    boolean isTooLate = entry.expiry() != null && !now.isBefore(entry.expiry());
    return isTooLate ? rules.expired(entry, now, now) : rules.handedOut(now);
  }

  /// What is before the workers may have been begun in time, and be told of a little later.
  private TaskEvent expired(TaskEntry entry, Instant now) {
    Instant told = entry.expiry().plus(rules.passageSlack());
    boolean mayBeBegun = entry.task().state() == TaskState.QUEUED && now.isBefore(told);
    return mayBeBegun ? new DeadlinePostponed(told) : rules.expired(entry, now, now);
  }

  private TaskEvent stopWaited(TaskEntry entry, TimerFired timer, Instant now) {
    Instant since = since(entry.stop().handOut(), timer, now);
    return timer.passedUntil().isAfter(since.plus(rules.passageSlack()))
        ? new StopWithdrawn()
        : new DeadlinePostponed(rules.nextWatch(since, now));
  }

  private List<TaskEvent> watched(TaskEntry entry, TimerFired timer, Instant now) {
    Instant since = since(entry.current().handOut(), timer, now);
    if (!timer.passedUntil().isAfter(since.plus(rules.passageSlack()))) {
      return List.of(new DeadlinePostponed(rules.nextWatch(since, now)));
    }
    return entry.task().state() == TaskState.RUNNING
        ? List.of(lost(entry, "no worker holds this attempt any more", now))
        : List.of(rules.handedOut(now));
  }

  /// When it was handed out; by a clock that was ahead then, before this instance began to listen.
  private static Instant since(HandOut handOut, TimerFired timer, Instant now) {
    return handOut.at().isAfter(now) ? timer.listeningSince() : handOut.at();
  }

  private List<TaskEvent> leaseEnded(TaskEntry entry, TimerFired timer, Instant now) {
    Lease lease = entry.current().lease();
    Instant until = lease.until(timer.listeningSince(), now);
    if (now.isBefore(until)) {
      return List.of(new DeadlinePostponed(until));
    }
    if (timer.passedUntil().isBefore(lease.silentUntil(until))) {
      return List.of(new DeadlinePostponed(lease.nextLook(now)));
    }
    String message = "the worker was not heard of for " + lease.length();
    return List.of(lost(entry, message, now));
  }

  private TaskEvent lost(TaskEntry entry, String message, Instant now) {
    CurrentAttempt current = entry.current();
    TaskError error = new TaskError(LEASE_LOST, message, false, current.number());
    RunEnd end = new RunEnd(current.owner(), Outcome.LOST, error, now);
    return endedBadly(entry, end, null, rules, now);
  }

  private static List<TaskEvent> earlyWaited(TaskEntry entry, TimerFired timer, Instant now) {
    boolean passed = !timer.passedUntil().isBefore(entry.deadline().at());
    if (!passed) {
      return List.of(new DeadlinePostponed(now.plus(Duration.ofMinutes(10))));
    }
    // Children may outlive a parent that has ended and been forgotten: nothing got lost then.
    return entry.early().isEmpty()
        ? List.of(new TaskForgotten())
        : List.of(new EarlyEventsDropped(entry.early().size()));
  }

  /// The attempt is over: the next one follows, or the task has failed.
  static TaskEvent endedBadly(
      TaskEntry entry, RunEnd run, Duration retryAfter, Rules rules, Instant now) {
    int tries = entry.current().number() - entry.assignment().spent();
    var policy = entry.task().retry();
    RunEnd end = run.judgedBy(policy);
    if (end.error().isFinal() || tries >= policy.maxAttempts()) {
      return new TaskFailed(end, rules.forgetAt(entry.task().tenant(), TaskState.FAILED, now));
    }
    // A lost attempt has waited already, until it was taken for lost.
    Duration pause =
        end.outcome() == Outcome.LOST
            ? Duration.ZERO
            : Backoff.after(entry.task().id(), tries, policy, retryAfter);
    return new AttemptRetried(end, now.plus(pause));
  }
}
