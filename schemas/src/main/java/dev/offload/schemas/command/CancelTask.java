package dev.offload.schemas.command;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;

/// The wish that a task ends without a result. One that waits ends at once; one that a worker may
/// have is asked to, and its worker tells how it ended. `at` is the clock of whoever asked.
public record CancelTask(TaskId taskId, String tenant, Instant at) implements Command {
  public CancelTask {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
    Require.present(at, "at");
  }
}
