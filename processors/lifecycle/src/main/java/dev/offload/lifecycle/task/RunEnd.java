package dev.offload.lifecycle.task;

import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskError;
import java.time.Instant;
import java.util.Optional;

/// How a run ended, and when, by the clock of whoever noticed it.
sealed interface RunEnd {
  /// The run has failed, or was lost.
  record WithError(Optional<String> runId, Outcome outcome, TaskError cause, Instant at)
      implements RunEnd {
    @Override
    public Optional<TaskError> error() {
      return Optional.of(cause);
    }

    /// The same, with a final error if `policy` says that it is final.
    WithError judgedBy(RetryPolicy policy) {
      return cause.isFinal() || !policy.isFinal(cause.code())
          ? this
          : new WithError(runId, outcome, cause.forGood(), at);
    }
  }

  /// The run has ended in another way.
  record WithoutError(Optional<String> runId, Outcome outcome, Instant at) implements RunEnd {
    @Override
    public Optional<TaskError> error() {
      return Optional.empty();
    }
  }

  /// Empty if no run reported it.
  Optional<String> runId();

  Outcome outcome();

  Optional<TaskError> error();

  Instant at();
}
