package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.work.AttemptEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What has been decided to happen to a task. Its entry applies it without asking again, so every
/// point in time that follows from a rule stands in the event.
public sealed interface TaskEvent {
  /// A task was submitted that has to wait until `runAt`.
  record TaskScheduled(SubmitTask submitted, Instant runAt) implements TaskEvent {}

  /// A task was submitted and is before the workers as attempt 1.
  record TaskQueued(SubmitTask submitted, HandOut handOut, Instant watchAt) implements TaskEvent {}

  /// An attempt was put before the workers, for the first time or again.
  record AttemptHandedOut(HandOut handOut, Instant watchAt) implements TaskEvent {}

  /// A run has taken the attempt over.
  record RunStarted(String runId, String worker, Instant at, Instant watchAt)
      implements TaskEvent {}

  /// The owner holds the attempt for `length` from now on.
  record LeaseTaken(Duration length, Instant heardAt) implements TaskEvent {}

  /// The owner has left state for the next run.
  record CheckpointKept(JsonNode checkpoint) implements TaskEvent {}

  /// The attempt was handed back unspent.
  record RunSnoozed(RunEnd end, Instant runAt, int lostRuns) implements TaskEvent {}

  /// The owner has let go of the attempt until the task's first `children` have ended.
  record RunDelegated(RunEnd end, int children) implements TaskEvent {}

  /// A child has ended, `well` or not. `giveUpAt` is how long that waits for the task itself to be
  /// submitted, where it has not been.
  record ChildCounted(int child, boolean well, Map<String, Long> tallies, Instant giveUpAt)
      implements TaskEvent {}

  /// The owner of the task was told how many of its children have ended.
  record ProgressTold(Instant at) implements TaskEvent {}

  /// A run has begun that does not know of the children's ends: nothing it says will count.
  record RunOutdated(String runId) implements TaskEvent {}

  /// The attempt is over and the next one follows.
  record AttemptRetried(RunEnd end, Instant runAt) implements TaskEvent {}

  record TaskSucceeded(RunEnd end, JsonNode result, List<OutputFile> files, Instant forgetAt)
      implements TaskEvent {}

  record TaskFailed(RunEnd end, Instant forgetAt) implements TaskEvent {}

  /// What has failed was too large: its input goes.
  record InputDropped() implements TaskEvent {}

  /// `askedAt` is when somebody had asked for it while a worker might have the task.
  record TaskCancelled(RunEnd end, Optional<Instant> askedAt, Instant forgetAt)
      implements TaskEvent {}

  /// A task that had ended badly runs again, with another input if there is one. It does so at
  /// `runAt`; without that it goes on waiting for its children.
  record TaskReplayed(Optional<JsonNode> input, Optional<Instant> runAt) implements TaskEvent {}

  /// No attempt has begun in time.
  record TaskExpired(RunEnd end, Instant forgetAt) implements TaskEvent {}

  /// Somebody asked for the end of a task that a worker may have.
  record CancelAsked(Instant at) implements TaskEvent {}

  /// The end that was asked for has come, and `handOut` may be taken by a worker still.
  record StopKept(HandOut handOut, Instant lookAt) implements TaskEvent {}

  /// No worker can take the cancelled task any more.
  record StopWithdrawn() implements TaskEvent {}

  /// An attempt's event came before the task's submission and waits for it.
  record EarlyEventKept(AttemptEvent event, Instant giveUpAt) implements TaskEvent {}

  /// The submission that early events waited for can't come any more.
  record EarlyEventsDropped(int count) implements TaskEvent {}

  /// The clock looked and found nothing to do yet; or the time that was set for it was wrong.
  record DeadlinePostponed(Instant until) implements TaskEvent {}

  /// The task's retention is over, somebody has dropped it, or all that is known of it is children
  /// of long ago.
  record TaskForgotten() implements TaskEvent {}
}
