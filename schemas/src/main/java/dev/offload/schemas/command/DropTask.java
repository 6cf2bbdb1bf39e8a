package dev.offload.schemas.command;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.TaskId;

/// Forget a task that has ended, before its retention is over. `version` is the task's version at
/// the end that this is about. A task that has run again since stays.
public record DropTask(TaskId taskId, String tenant, long version) implements TaskCommand {
  public DropTask {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
    Require.that(version >= 1, "version", "be 1 or more", version);
  }
}
