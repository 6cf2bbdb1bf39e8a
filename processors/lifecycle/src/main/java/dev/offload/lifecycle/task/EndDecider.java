package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.TaskEvent.AttemptRetried;
import dev.offload.lifecycle.task.TaskEvent.CancelAsked;
import dev.offload.lifecycle.task.TaskEvent.RunSnoozed;
import dev.offload.lifecycle.task.TaskEvent.StopKept;
import dev.offload.lifecycle.task.TaskEvent.TaskCancelled;
import dev.offload.lifecycle.task.TaskEvent.TaskExpired;
import dev.offload.lifecycle.task.TaskEvent.TaskFailed;
import dev.offload.lifecycle.task.TaskEvent.TaskSucceeded;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.AttemptSnoozed;
import dev.offload.schemas.work.AttemptSucceeded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Decides how a task ends, or that it goes on instead.
///
/// One that no worker can have ends at once when somebody asks for its end. Of one that a worker
/// may have it is only asked, for its handler may be done by now: whatever would lead it on then, a
/// failure, a hand-back or a delegation as well as a new hand-out, leads to its end instead; a
/// success still counts.
record EndDecider(Rules rules) {

  /// Somebody asks for its end. Doing so twice is doing so once.
  List<TaskEvent> asked(Active entry, CancelTask command, Instant now) {
    return switch (entry) {
      case Waiting _, Delegated _ -> cancelled(entry, byNobody(now), now);
      case WithWorkers _ -> isAsked(entry) ? List.of() : List.of(new CancelAsked(command.at()));
    };
  }

  boolean isAsked(Active entry) {
    return entry.cancelAsked().isPresent();
  }

  List<TaskEvent> succeeded(Active entry, AttemptSucceeded event, Instant now) {
    RunEnd end = new RunEnd(event.runId(), Outcome.SUCCEEDED, null, event.at());
    return over(
        entry,
        new TaskSucceeded(
            end, event.result(), event.files(), forgetAt(entry, TaskState.SUCCEEDED, now)),
        now);
  }

  List<TaskEvent> failed(Active entry, RunEnd end, Instant now) {
    return isAsked(entry)
        ? cancelled(entry, end, now)
        : List.of(new TaskFailed(end, forgetAt(entry, TaskState.FAILED, now)));
  }

  List<TaskEvent> cancelled(Active entry, RunEnd end, Instant now) {
    Instant forgetAt = forgetAt(entry, TaskState.CANCELLED, now);
    return over(entry, new TaskCancelled(end, entry.cancelAsked(), forgetAt), now);
  }

  /// No attempt has begun in time, as was noticed at `at` by whoever did.
  List<TaskEvent> expired(Active entry, Instant at, Instant now) {
    RunEnd end = new RunEnd(null, Outcome.LOST, null, at);
    return isAsked(entry)
        ? cancelled(entry, end, now)
        : List.of(new TaskExpired(end, forgetAt(entry, TaskState.EXPIRED, now)));
  }

  /// The attempt is over: the next one follows, or the task has failed.
  List<TaskEvent> attemptFailed(Active entry, RunEnd run, Duration retryAfter, Instant now) {
    RetryPolicy policy = entry.subject().terms().retry();
    int tries = entry.attempt() - entry.work().assignment().spent();
    RunEnd end = run.judgedBy(policy);
    if (isAsked(entry) || end.error().isFinal() || tries >= policy.maxAttempts()) {
      return failed(entry, end, now);
    }
    // A lost attempt has waited already, until it was taken for lost.
    Duration pause =
        end.outcome() == Outcome.LOST
            ? Duration.ZERO
            : Backoff.after(entry.subject().id(), tries, policy, retryAfter);
    return List.of(new AttemptRetried(end, now.plus(pause)));
  }

  /// The attempt is handed back unspent.
  List<TaskEvent> snoozed(Active entry, AttemptSnoozed event, Instant now) {
    RunEnd end = new RunEnd(event.runId(), Outcome.SNOOZED, null, event.at());
    Instant runAt = now.plus(Backoff.atMostLongest(event.delay()));
    return isAsked(entry)
        ? cancelled(entry, end, now)
        : List.of(new RunSnoozed(end, runAt, event.lostRuns()));
  }

  static RunEnd byNobody(Instant at) {
    return new RunEnd(null, Outcome.CANCELLED, null, at);
  }

  /// Where its end was asked for, workers are kept from it as long as they may come to it.
  private List<TaskEvent> over(Active entry, TaskEvent end, Instant now) {
    return isAsked(entry)
        ? List.of(end, new StopKept(entry.handOut().orElseThrow(), now.plus(rules.watchAfter())))
        : List.of(end);
  }

  private Instant forgetAt(Active entry, TaskState state, Instant now) {
    return rules.forgetAt(entry.subject().tenant(), state, now);
  }
}
