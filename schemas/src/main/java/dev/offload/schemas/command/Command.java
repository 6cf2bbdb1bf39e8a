package dev.offload.schemas.command;

import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.TaskId;

/// What somebody wants to happen to a task: a value of `offload.commands`.
public sealed interface Command extends TenantOwned
    permits SubmitTask, CancelTask, RetryTask, DropTask {
  TaskId taskId();
}
