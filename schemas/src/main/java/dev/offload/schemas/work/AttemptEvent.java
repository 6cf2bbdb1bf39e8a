package dev.offload.schemas.work;

import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.Optional;

/// What a worker reports about an attempt: a value of `offload.attempts`.
///
/// `runId` is a random id of one run of one attempt. An attempt may run twice if a lock or a
/// lease was lost. The run with the latest [AttemptStarted] in the log owns it. `at` is the
/// time by the worker's clock. It is shown to users but never compared.
public sealed interface AttemptEvent extends TenantOwned
    permits AttemptStarted,
        AttemptClaimed,
        Heartbeat,
        Checkpointed,
        AttemptSucceeded,
        AttemptFailed,
        AttemptSnoozed,
        AttemptDelegated,
        AttemptCancelled,
        AttemptExpired {
  TaskId taskId();

  int attempt();

  String runId();

  Instant at();

  /// The start of the run, if this event tells it too. It counts as if it was written before.
  default Optional<AttemptStarted> start() {
    return Optional.empty();
  }
}
