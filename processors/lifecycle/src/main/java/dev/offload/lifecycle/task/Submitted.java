package dev.offload.lifecycle.task;

import dev.offload.schemas.task.Task;

/// A task whose submission has been read.
public sealed interface Submitted extends TaskEntry permits Active, Ended {
  /// What has happened to it so far.
  History history();

  /// The task as others see it.
  Task task();

  default Subject subject() {
    return history().subject();
  }
}
