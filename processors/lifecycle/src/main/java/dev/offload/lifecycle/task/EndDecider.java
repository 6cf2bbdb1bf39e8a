package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.TaskEvent.AttemptRetried;
import dev.offload.lifecycle.task.TaskEvent.CancelAsked;
import dev.offload.lifecycle.task.TaskEvent.RunSnoozed;
import dev.offload.lifecycle.task.TaskEvent.StopKept;
import dev.offload.lifecycle.task.TaskEvent.TaskCancelled;
import dev.offload.lifecycle.task.TaskEvent.TaskExpired;
import dev.offload.lifecycle.task.TaskEvent.TaskFailed;
import dev.offload.lifecycle.task.TaskEvent.TaskGivenUp;
import dev.offload.lifecycle.task.TaskEvent.TaskSucceeded;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.AttemptSnoozed;
import dev.offload.schemas.work.AttemptSucceeded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides how a task ends, or that it goes on.
///
/// A task that no worker can have is cancelled at once. If a worker may have it, the
/// cancellation is only noted, because the handler may have finished by now. A success still
/// counts then. A failure, a hand-back, a delegation or a new hand-out ends the task as
/// cancelled instead.
record EndDecider(Rules rules) {
  /// The code of the error if a later task runs in its place.
  static final String REPLACED = "replaced";

  /// Somebody asks to cancel it. Asking twice changes nothing.
  List<TaskEvent> asked(Active entry, CancelTask command, Instant now) {
    return switch (entry) {
      case Waiting _, Debounced _, AwaitingFormers _, InLine _, Delegated _ ->
          cancelled(entry, withoutRun(now), now);
      case WithWorkers _ -> isAsked(entry) ? List.of() : List.of(new CancelAsked(command.at()));
    };
  }

  boolean isAsked(Active entry) {
    return entry.cancelAsked().isPresent();
  }

  List<TaskEvent> succeeded(Active entry, AttemptSucceeded event, Instant now) {
    RunEnd end = new RunEnd.WithoutError(Optional.of(event.runId()), Outcome.SUCCEEDED, event.at());
    return withStop(
        entry,
        new TaskSucceeded(
            end,
            Optional.ofNullable(event.result()),
            event.files(),
            forgetAt(entry, TaskState.SUCCEEDED, now)),
        now);
  }

  List<TaskEvent> failed(Active entry, RunEnd.WithError end, Instant now) {
    return isAsked(entry)
        ? cancelled(entry, end, now)
        : List.of(new TaskFailed(end, forgetAt(entry, TaskState.FAILED, now)));
  }

  List<TaskEvent> cancelled(Active entry, RunEnd end, Instant now) {
    Instant forgetAt = forgetAt(entry, TaskState.CANCELLED, now);
    return withStop(entry, new TaskCancelled(end, entry.cancelAsked(), forgetAt), now);
  }

  /// A later task with the same debounce key runs in its place.
  List<TaskEvent> replaced(Debounced entry, TaskId by, Instant now) {
    String message = "task %s has the same debounce key and came later".formatted(by);
    return givenUp(entry, REPLACED, message, now);
  }

  /// It will not run, for a reason that is not its own.
  List<TaskEvent> givenUp(Active entry, String code, String message, Instant now) {
    TaskError why = new TaskError(code, message, true, entry.attempt());
    return List.of(
        new TaskGivenUp(withoutRun(now), why, forgetAt(entry, TaskState.CANCELLED, now)));
  }

  /// No attempt has started in time. This was noticed at `at`.
  List<TaskEvent> expired(Active entry, Instant at, Instant now) {
    RunEnd end = new RunEnd.WithoutError(Optional.empty(), Outcome.LOST, at);
    return isAsked(entry)
        ? cancelled(entry, end, now)
        : List.of(new TaskExpired(end, forgetAt(entry, TaskState.EXPIRED, now)));
  }

  /// The attempt has ended. The next one follows, or the task has failed.
  List<TaskEvent> attemptFailed(
      Reachable entry, RunEnd.WithError run, Optional<Duration> retryAfter, Instant now) {
    RetryPolicy policy = entry.subject().terms().retry();
    int tries = entry.attempt() - entry.work().assignment().spent();
    RunEnd.WithError end = run.judgedBy(policy);
    if (isAsked(entry) || end.cause().isFinal() || tries >= policy.maxAttempts()) {
      return failed(entry, end, now);
    }
    // A lost attempt has waited already, until it counted as lost.
    Duration pause =
        end.outcome() == Outcome.LOST
            ? Duration.ZERO
            : Backoff.after(entry.subject().id(), tries, policy, retryAfter);
    return List.of(new AttemptRetried(end, now.plus(pause)));
  }

  /// The attempt is handed back unspent.
  List<TaskEvent> snoozed(Reachable entry, AttemptSnoozed event, Instant now) {
    RunEnd end = new RunEnd.WithoutError(Optional.of(event.runId()), Outcome.SNOOZED, event.at());
    Instant runAt = now.plus(Backoff.atMostLongest(event.delay()));
    return isAsked(entry)
        ? cancelled(entry, end, now)
        : List.of(new RunSnoozed(end, runAt, event.lostRuns()));
  }

  static RunEnd withoutRun(Instant at) {
    return new RunEnd.WithoutError(Optional.empty(), Outcome.CANCELLED, at);
  }

  /// If the task was to be cancelled, workers are told to stop it as long as they may still
  /// take it.
  private List<TaskEvent> withStop(Active entry, TaskEvent end, Instant now) {
    return entry instanceof WithWorkers asked && isAsked(asked)
        ? List.of(end, new StopKept(asked.record(), now.plus(rules.watchAfter())))
        : List.of(end);
  }

  private Instant forgetAt(Active entry, TaskState state, Instant now) {
    return rules.forgetAt(entry.subject().tenant(), state, now);
  }
}
