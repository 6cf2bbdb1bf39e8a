package dev.offload.schemas.work;

import dev.offload.schemas.task.TaskId;
import java.time.Instant;

/// A run has delegated. Its attempt waits until the task's children 0 to `children` - 1 have ended,
/// and then goes on in another run.
public record AttemptDelegated(
    TaskId taskId, String tenant, int attempt, String runId, Instant at, int children)
    implements AttemptEvent {
  public AttemptDelegated {
    Children.requireCount(children);
  }
}
