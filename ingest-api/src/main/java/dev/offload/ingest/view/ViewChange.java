package dev.offload.ingest.view;

import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import java.time.Instant;

/// What one record changes in the view.
sealed interface ViewChange {
  /// A version of a task, true since `at`.
  record Saved(WrittenTask written, Instant at) implements ViewChange {}

  /// The end of a task's retention: a tombstone.
  record Removed(TaskId id) implements ViewChange {}

  /// A version of a group.
  record GroupSaved(GroupStatus group) implements ViewChange {}

  /// The end of a group's retention: a tombstone.
  record GroupRemoved(GroupId id) implements ViewChange {}

  /// How far an attempt is.
  record Progressed(TaskProgress progress) implements ViewChange {}
}
