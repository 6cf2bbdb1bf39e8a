package dev.offload.ingest.task;

/// What is known about a task or a group.
public sealed interface Finding<T> {

  record Found<T>(T found) implements Finding<T> {}

  /// It does not exist; Kafka is sure.
  record Absent<T>() implements Finding<T> {}

  /// It may have been accepted: this replica or the lifecycle is behind.
  record Undecided<T>() implements Finding<T> {}
}
