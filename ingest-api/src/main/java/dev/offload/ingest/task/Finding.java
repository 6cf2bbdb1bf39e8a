package dev.offload.ingest.task;

import dev.offload.ingest.view.TaskSnapshot;

/// What there is to say about a task.
public sealed interface Finding {

  record Found(TaskSnapshot task) implements Finding {}

  /// There is none, as sure as Kafka is.
  record Absent() implements Finding {}

  /// It may have been accepted: this replica or the lifecycle is behind.
  record Undecided() implements Finding {}
}
