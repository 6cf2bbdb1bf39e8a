package dev.offload.schemas.work;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.Optional;

/// A worker starts to run an attempt, and now owns it. `children` is how many children's ends the
/// run was told of, or null for none.
public record AttemptStarted(
    TaskId taskId,
    String tenant,
    int attempt,
    String runId,
    Instant at,
    String worker,
    Integer children)
    implements AttemptEvent {
  public AttemptStarted {
    Require.text(runId, "runId");
    Require.text(worker, "worker");
    Require.that(attempt >= 1, "attempt", "be 1 or more", attempt);
  }

  /// The start of the run that `end` tells; empty if `began` is null.
  static Optional<AttemptStarted> of(AttemptEvent end, RunStart began) {
    return Optional.ofNullable(began)
        .map(
            start ->
                new AttemptStarted(
                    end.taskId(),
                    end.tenant(),
                    end.attempt(),
                    end.runId(),
                    start.at(),
                    start.worker(),
                    null));
  }

  /// How many children's ends the run was told of.
  public int childrenTold() {
    return children == null ? 0 : children;
  }
}
