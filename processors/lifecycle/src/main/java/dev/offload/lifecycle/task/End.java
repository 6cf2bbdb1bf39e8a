package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.task.EarlierEnd;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskRuns;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How and when a task ended.
public sealed interface End {
  /// It has succeeded.
  ///
  /// @param cancelAsked when somebody asked to cancel it all the same
  record Success(
      Instant at, Optional<Instant> cancelAsked, Optional<JsonNode> result, List<OutputFile> files)
      implements End {
    public Success {
      files = List.copyOf(files);
    }
  }

  /// It has ended in another way, and can be replayed.
  sealed interface Unsuccessful extends End {}

  /// It has failed.
  record Failure(Instant at, TaskError error) implements Unsuccessful {}

  /// It was cancelled because somebody asked for it.
  ///
  /// @param cancelAsked when, if a worker might have had the task then
  record Cancelled(Instant at, Optional<Instant> cancelAsked) implements Unsuccessful {}

  /// It was cancelled although nobody asked for it.
  record GivenUp(Instant at, TaskError why) implements Unsuccessful {}

  /// No attempt has started in time.
  record Expiry(Instant at) implements Unsuccessful {}

  Instant at();

  /// The end of a task that has ended, as others see it.
  static End of(Task task) {
    Instant at = task.finishedAt();
    Optional<Instant> cancelAsked = Optional.ofNullable(task.cancelRequestedAt());
    return switch (task.state()) {
      case SUCCEEDED ->
          new Success(at, cancelAsked, Optional.ofNullable(task.result()), task.files());
      case FAILED -> new Failure(at, task.error());
      case CANCELLED ->
          task.error() == null ? new Cancelled(at, cancelAsked) : new GivenUp(at, task.error());
      case EXPIRED -> new Expiry(at);
      case SCHEDULED, QUEUED, RUNNING, RETRYING ->
          throw new IllegalStateException("a task that is " + task.state() + " has not ended");
    };
  }

  default TaskState state() {
    return switch (this) {
      case Success _ -> TaskState.SUCCEEDED;
      case Failure _ -> TaskState.FAILED;
      case Cancelled _, GivenUp _ -> TaskState.CANCELLED;
      case Expiry _ -> TaskState.EXPIRED;
    };
  }

  /// When somebody asked to cancel the task, whatever came of it.
  default Optional<Instant> asked() {
    return switch (this) {
      case Success success -> success.cancelAsked();
      case Cancelled cancelled -> cancelled.cancelAsked();
      case Failure _, GivenUp _, Expiry _ -> Optional.empty();
    };
  }

  /// What others see of its runs, of which `log` is kept.
  ///
  /// @param earlier how it ended each time before
  default TaskRuns runs(AttemptLog log, List<EarlierEnd> earlier) {
    return switch (this) {
      case Success success ->
          new TaskRuns(log.rows(), success.result().orElse(null), success.files(), null, earlier);
      case Failure failure -> new TaskRuns(log.rows(), null, List.of(), failure.error(), earlier);
      case GivenUp givenUp -> new TaskRuns(log.rows(), null, List.of(), givenUp.why(), earlier);
      case Cancelled _, Expiry _ -> new TaskRuns(log.rows(), null, List.of(), null, earlier);
    };
  }
}
