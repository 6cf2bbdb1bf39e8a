package dev.offload.ingest.task;

import dev.offload.ingest.view.TaskSnapshot;

/// What is known about a task.
public sealed interface Finding {

  record Found(TaskSnapshot task) implements Finding {}

  /// The task does not exist; Kafka is sure.
  record Absent() implements Finding {}

  /// The task may have been accepted: this replica or the lifecycle is behind.
  record Undecided() implements Finding {}
}
