package dev.offload.schemas.command;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.TaskId;

/// A task that has ended is to be forgotten before its retention is over. `version` is that of the
/// end it was asked for: a task that has gone on since stays.
public record DropTask(TaskId taskId, String tenant, long version) implements Command {
  public DropTask {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
    Require.that(version >= 1, "version", "be 1 or more", version);
  }
}
