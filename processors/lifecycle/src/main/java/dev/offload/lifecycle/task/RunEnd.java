package dev.offload.lifecycle.task;

import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskError;
import java.time.Instant;

/// How a run ended, and when, by the clock of whoever noticed it. `runId` is null if no run
/// reported it.
record RunEnd(String runId, Outcome outcome, TaskError error, Instant at) {
  /// The same, with a final error if `policy` says that it is final.
  RunEnd judgedBy(RetryPolicy policy) {
    return error.isFinal() || !policy.isFinal(error.code())
        ? this
        : new RunEnd(
            runId,
            outcome,
            new TaskError(error.code(), error.message(), true, error.attempt()),
            at);
  }
}
