package dev.offload.ingest.view;

import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import java.time.Instant;

/// What one record changes in the view.
sealed interface ViewChange {
  TaskId id();

  /// A version of a task, true since `at`.
  record Saved(WrittenTask written, Instant at) implements ViewChange {
    @Override
    public TaskId id() {
      return written.task().id();
    }
  }

  /// The end of a task's retention: a tombstone.
  record Removed(TaskId id) implements ViewChange {}

  /// How far an attempt is.
  record Progressed(TaskProgress progress) implements ViewChange {
    @Override
    public TaskId id() {
      return progress.taskId();
    }
  }
}
