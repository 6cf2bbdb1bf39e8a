package dev.offload.ingest.membership;

import dev.offload.schemas.task.GroupStatus;

/// What is known about a group.
sealed interface GroupFinding {

  record Found(GroupStatus group) implements GroupFinding {}

  /// The group does not exist; Kafka is sure.
  record Absent() implements GroupFinding {}

  /// The group may have been opened: this replica or the lifecycle is behind.
  record Undecided() implements GroupFinding {}
}
