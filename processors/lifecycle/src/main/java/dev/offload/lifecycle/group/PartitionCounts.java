package dev.offload.lifecycle.group;

import dev.offload.schemas.task.GroupCounts;
import dev.offload.schemas.task.GroupError;
import dev.offload.schemas.work.GroupCount;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What all partitions have told a group.
record PartitionCounts(SortedMap<Integer, PartitionCount> byPartition) {
  static final PartitionCounts NONE = new PartitionCounts(Collections.emptySortedMap());

  boolean isNews(GroupCount count) {
    PartitionCount known = byPartition.get(count.partition());
    return known == null || known.isBefore(count);
  }

  /// Whether `count` says that a task has joined or moved, and not just the same again.
  boolean isChangedBy(GroupCount count) {
    PartitionCount known = byPartition.get(count.partition());
    return known == null
        || known.joined() != count.joined()
        || known.sealed() != count.sealed()
        || !known.counts().equals(count.counts());
  }

  PartitionCounts after(GroupCount count) {
    SortedMap<Integer, PartitionCount> changed = new TreeMap<>(byPartition);
    changed.put(count.partition(), PartitionCount.of(count));
    return new PartitionCounts(Collections.unmodifiableSortedMap(changed));
  }

  /// How many tasks have joined.
  long joined() {
    return byPartition.values().stream().mapToLong(PartitionCount::joined).sum();
  }

  GroupCounts counts() {
    return byPartition.values().stream()
        .map(PartitionCount::counts)
        .reduce(GroupCounts.NONE, GroupCounts::plus);
  }

  List<GroupError> errors() {
    return GroupError.first(
        byPartition.values().stream().flatMap(count -> count.errors().stream()));
  }

  /// Whether all of `partitions` partitions have read that the group is sealed, and every task
  /// that has joined has ended. If the last count of one of them is lost, the numbers may agree
  /// without it. Then a successor is still under way. If one of them has begun to count anew, it
  /// is not known how many have ended. Then only a group that is cancelled has ended, once no
  /// task is active.
  boolean sayThatAllHaveEnded(int partitions, boolean isCancelled) {
    boolean isAnew = byPartition.values().stream().anyMatch(PartitionCount::anew);
    return byPartition.size() == partitions
        && byPartition.values().stream().allMatch(PartitionCount::sealed)
        && (isAnew
            ? isCancelled && counts().active() == 0
            : counts().ended() == joined() && isNobodyUnderway());
  }

  /// Whether the partitions have read exactly those successors that they have made. If one of
  /// them does not know all of its own, the numbers have to do.
  private boolean isNobodyUnderway() {
    Optional<Long> left =
        byPartition.values().stream()
            .map(PartitionCount::marks)
            .reduce(
                Optional.of(0L),
                (one, other) -> one.flatMap(marks -> other.map(more -> marks ^ more)));
    return left.orElse(0L) == 0;
  }
}
