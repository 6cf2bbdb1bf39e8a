package dev.offload.lifecycle.group;

import dev.offload.schemas.task.GroupCounts;
import dev.offload.schemas.task.GroupError;
import dev.offload.schemas.work.GroupCount;
import java.util.List;
import java.util.Optional;

/// What a group knows of one partition: what that has told last.
///
/// @param anew whether it has begun to count anew, and knows only some of the tasks
/// @param underway the marks of the successors that it has made or read, and not both; null if
///     it does not know all of them
record PartitionCount(
    long told,
    long joined,
    GroupCounts counts,
    List<GroupError> errors,
    boolean sealed,
    boolean anew,
    Long underway) {
  static PartitionCount of(GroupCount count) {
    return new PartitionCount(
        count.told(),
        count.joined(),
        count.counts(),
        count.errors(),
        count.sealed(),
        count.anew(),
        count.underway());
  }

  /// The marks that it has told; empty if it does not know all of them.
  Optional<Long> marks() {
    return Optional.ofNullable(underway);
  }

  /// Whether `count` is news, and not read again.
  boolean isBefore(GroupCount count) {
    return told < count.told();
  }
}
