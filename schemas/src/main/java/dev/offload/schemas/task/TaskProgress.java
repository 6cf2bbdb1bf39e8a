package dev.offload.schemas.task;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import java.time.Instant;

/// The progress of one attempt: a value of `offload.progress`, at most one per task and second.
public record TaskProgress(TaskId taskId, String tenant, int attempt, Progress progress, Instant at)
    implements TenantOwned {
  public TaskProgress {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
    Require.that(attempt >= 1, "attempt", "be 1 or more", attempt);
    Require.present(progress, "progress");
    Require.present(at, "at");
  }
}
