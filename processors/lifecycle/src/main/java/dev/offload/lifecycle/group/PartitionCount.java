package dev.offload.lifecycle.group;

import dev.offload.schemas.task.GroupCounts;
import dev.offload.schemas.task.GroupError;
import dev.offload.schemas.work.GroupCount;
import java.util.List;

/// What a group knows of one partition: what that has told last.
record PartitionCount(
    long told, long joined, GroupCounts counts, List<GroupError> errors, boolean sealed) {
  static PartitionCount of(GroupCount count) {
    return new PartitionCount(
        count.told(), count.joined(), count.counts(), count.errors(), count.sealed());
  }

  /// Whether `count` is news, and not read again.
  boolean isBefore(GroupCount count) {
    return told < count.told();
  }
}
