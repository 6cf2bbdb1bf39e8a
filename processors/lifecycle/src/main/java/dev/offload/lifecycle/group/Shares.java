package dev.offload.lifecycle.group;

import dev.offload.schemas.task.GroupCounts;
import dev.offload.schemas.task.GroupError;
import dev.offload.schemas.work.GroupCount;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What all partitions have told a group.
record Shares(SortedMap<Integer, Share> byPartition) {
  static final Shares NONE = new Shares(Collections.emptySortedMap());

  boolean isNews(GroupCount count) {
    Share known = byPartition.get(count.partition());
    return known == null || known.isBefore(count);
  }

  Shares after(GroupCount count) {
    SortedMap<Integer, Share> changed = new TreeMap<>(byPartition);
    changed.put(count.partition(), Share.of(count));
    return new Shares(Collections.unmodifiableSortedMap(changed));
  }

  /// How many tasks have joined.
  long joined() {
    return byPartition.values().stream().mapToLong(Share::joined).sum();
  }

  GroupCounts counts() {
    return byPartition.values().stream()
        .map(Share::counts)
        .reduce(GroupCounts.NONE, GroupCounts::plus);
  }

  List<GroupError> errors() {
    return GroupError.first(
        byPartition.values().stream().flatMap(share -> share.errors().stream()));
  }

  /// Whether all of `partitions` partitions have read that the group is sealed, and every task
  /// that has joined has ended. If one of them has begun to count anew, it is not known how many
  /// have. Then only a group that is cancelled is over, once no task is active.
  boolean areOver(int partitions, boolean isCancelled) {
    boolean isAnew = byPartition.values().stream().anyMatch(Share::anew);
    return byPartition.size() == partitions
        && byPartition.values().stream().allMatch(Share::sealed)
        && (isAnew ? isCancelled && counts().active() == 0 : counts().ended() == joined());
  }
}
