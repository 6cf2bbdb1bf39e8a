package dev.offload.schemas.command;

import dev.offload.schemas.task.TaskId;

/// What somebody wants to happen to a task.
public sealed interface TaskCommand extends Command
    permits SubmitTask, CancelTask, RetryTask, DropTask {
  TaskId taskId();

  @Override
  default String key() {
    return taskId().toString();
  }
}
