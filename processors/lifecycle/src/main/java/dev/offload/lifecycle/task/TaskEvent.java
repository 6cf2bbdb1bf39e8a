package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.task.Fate;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.ChildDetail;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What has been decided to happen to a task. The entry applies it without asking again, so
/// each event carries every point in time that follows from a rule.
public sealed interface TaskEvent {
  /// The task was submitted. Its entry begins.
  sealed interface Begun extends TaskEvent {
    SubmitTask submitted();
  }

  /// The task was submitted and has to wait until `runAt`.
  record TaskScheduled(SubmitTask submitted, Instant runAt) implements Begun {}

  /// The task was submitted and is handed out as attempt 1.
  record TaskQueued(SubmitTask submitted, HandOut handOut, Instant watchAt) implements Begun {}

  /// The task was submitted and waits in a line since `at`.
  record TaskLinedUp(SubmitTask submitted, Line line, Instant at) implements Begun {}

  /// The task was submitted and waits for later ones with its debounce key, until `until` if none
  /// comes.
  record TaskDebounced(SubmitTask submitted, Instant until) implements Begun {}

  /// The task was submitted and waits for others to succeed.
  record FormersAwaited(SubmitTask submitted) implements Begun {}

  /// One of the tasks that it waits for has succeeded. `found` is what its references find there.
  record FormerCounted(int place, Map<String, JsonNode> found) implements TaskEvent {
    public FormerCounted {
      found = Map.copyOf(found);
    }
  }

  /// All that it has waited for have succeeded, or have ended if it only waits for its turn. It
  /// goes on at `at`, with what its references have found in its input.
  record FormersEnded(JsonNode input, Instant at) implements TaskEvent {}

  /// Another task waits for this one. If this one has not been submitted yet, that is kept until
  /// `giveUpAt`.
  record WaiterKept(Waiter waiter, Instant giveUpAt) implements TaskEvent {}

  /// A task that waits for this one is told what has become of it.
  record WaiterAnswered(Waiter waiter, Fate fate) implements TaskEvent {}

  /// It is the last with its debounce key, and goes on at `at`.
  record DebounceEnded(Instant at) implements TaskEvent {}

  /// It will not run: a later task runs in its place, or one that it waits for has not succeeded.
  record TaskGivenUp(RunEnd end, TaskError why, Instant forgetAt) implements TaskEvent {}

  /// An attempt is to be handed out and waits in a line since `at`, or goes on to the next line.
  record TurnAwaited(Line line, Instant at) implements TaskEvent {}

  /// The attempt takes its units of a limit.
  record UnitsTaken(LimitScope limit) implements TaskEvent {}

  /// The attempt returns its units of these limits, before it waits elsewhere.
  record UnitsReturned(List<LimitScope> limits) implements TaskEvent {
    public UnitsReturned {
      limits = List.copyOf(limits);
    }
  }

  /// An attempt was handed out, for the first time or again.
  record AttemptHandedOut(HandOut handOut, Instant watchAt) implements TaskEvent {}

  /// A run has started and owns the attempt.
  record RunStarted(String runId, String worker, Instant at, Instant watchAt)
      implements TaskEvent {}

  /// The owner has claimed the attempt or renewed its lease, for `length` from now.
  record LeaseTaken(Duration length, Instant heardAt) implements TaskEvent {}

  /// The owner has left a checkpoint for the next run.
  record CheckpointKept(JsonNode checkpoint) implements TaskEvent {}

  /// The attempt was handed back unspent.
  record RunSnoozed(RunEnd end, Instant runAt, int lostRuns) implements TaskEvent {}

  /// The owner has delegated the attempt until the task's first `children` have ended.
  record RunDelegated(RunEnd end, int children) implements TaskEvent {}

  /// A child has ended. `well` says whether it succeeded. If the task itself has not been
  /// submitted yet, this waits for it until `giveUpAt`.
  record ChildCounted(
      int child,
      boolean well,
      Map<String, Long> sums,
      Optional<ChildDetail> detail,
      Instant giveUpAt)
      implements TaskEvent {
    /// The ids of the files that it has made.
    List<String> files() {
      return detail.stream().flatMap(ChildDetail::fileIds).toList();
    }
  }

  /// Users were told how many of the task's children have ended.
  record ProgressTold(Instant at) implements TaskEvent {}

  /// A run has started that does not know of the children's ends. Nothing it reports will
  /// count.
  record RunOutdated(String runId) implements TaskEvent {}

  /// The attempt has failed and the next one follows.
  record AttemptRetried(RunEnd.WithError end, Instant runAt) implements TaskEvent {}

  record TaskSucceeded(
      RunEnd end, Optional<JsonNode> result, List<OutputFile> files, Instant forgetAt)
      implements TaskEvent {}

  record TaskFailed(RunEnd.WithError end, Instant forgetAt) implements TaskEvent {}

  /// The failed task was too large, so its input is dropped.
  record InputDropped() implements TaskEvent {}

  /// `askedAt` is present if somebody asked to cancel it while a worker might have it.
  record TaskCancelled(RunEnd end, Optional<Instant> askedAt, Instant forgetAt)
      implements TaskEvent {}

  /// A task that had ended without success runs again.
  ///
  /// @param assignment what it runs with, and what it has heard of its formers if it waits for them
  /// @param needs the files that it needs for that; empty if they are not known
  /// @param goesOn what it waits for first
  record TaskReplayed(Assignment assignment, Optional<List<String>> needs, GoesOn goesOn)
      implements TaskEvent {}

  /// What a replayed task waits for first.
  sealed interface GoesOn {
    /// Its time.
    record At(Instant runAt) implements GoesOn {}

    /// The tasks that it was waiting for when it ended, or that its new input refers to.
    record AfterFormers() implements GoesOn {}

    /// The children that it was waiting for when it ended.
    record AfterChildren() implements GoesOn {}
  }

  /// The time of a replayed task has come, and it waits for its formers.
  record FormersAwaitedAgain() implements TaskEvent {}

  /// The time of a replayed task has come, and it waits for its children.
  record ChildrenAwaitedAgain() implements TaskEvent {}

  /// No attempt has started in time.
  record TaskExpired(RunEnd end, Instant forgetAt) implements TaskEvent {}

  /// Somebody asked to cancel a task that a worker may have.
  record CancelAsked(Instant at) implements TaskEvent {}

  /// The task that was to be cancelled has ended, but a worker may still take its `handOut`.
  record StopKept(HandOut handOut, Instant lookAt) implements TaskEvent {}

  /// No worker can take the cancelled task any more.
  record StopWithdrawn() implements TaskEvent {}

  /// An event of an attempt came before the task's submission and waits for it.
  record EarlyEventKept(AttemptEvent event, Instant giveUpAt) implements TaskEvent {}

  /// The submission that early events waited for can't come any more.
  record EarlyEventsDropped(int count) implements TaskEvent {}

  /// The clock found nothing to do yet, or the deadline was wrong.
  record DeadlinePostponed(Instant until) implements TaskEvent {}

  /// The task's retention is over, somebody has dropped it, or nothing is known of it but the
  /// ends of children of long ago.
  record TaskForgotten() implements TaskEvent {}
}
