package dev.offload.schemas.attempt;

import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.Optional;

/// What a worker says of an attempt: a value of `offload.attempts`.
///
/// `runId` names one run of one attempt at random: the same attempt may run twice when a lock or a
/// lease was lost, and the latest [AttemptStarted] in log order owns it. `at` is the worker's clock
/// and is shown to users, never compared.
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

  /// The start of the run where this tells of it too: it comes first, as if written before.
  default Optional<AttemptStarted> start() {
    return Optional.empty();
  }
}
