package dev.offload.schemas.command;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;

/// Cancel a task. A task that waits ends at once. A task that a worker may have is asked to stop,
/// and its worker tells how it ended. `at` is the time by the requester's clock.
public record CancelTask(TaskId taskId, String tenant, Instant at) implements TaskCommand {
  public CancelTask {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
    Require.present(at, "at");
  }
}
