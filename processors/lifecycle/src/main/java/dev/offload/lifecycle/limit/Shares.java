package dev.offload.lifecycle.limit;

import dev.offload.schemas.work.LimitUse;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The shares of all partitions that use a limit or wait for it, and whose turn it is.
///
/// Partitions take turns. Those whose first task is the most urgent go first, and among them the
/// one that has waited longest. But a partition that has waited [#PATIENCE] turns for each
/// partition that waits goes first whatever it waits with, so nobody waits for ever.
///
/// @param turn counts up with each grant, and each time that a partition begins to wait
record Shares(SortedMap<Integer, Share> byPartition, long turn) {
  static final int PATIENCE = 8;
  static final Shares NONE = new Shares(Collections.emptySortedMap(), 0);

  private static final Comparator<Map.Entry<Integer, Share>> LONGEST_WAIT =
      Comparator.comparing(one -> one.getValue().turn());
  private static final Comparator<Map.Entry<Integer, Share>> MOST_URGENT =
      Comparator.comparing(one -> -one.getValue().next().getFirst().priority());

  /// Those that wait, by partition.
  private Collection<Map.Entry<Integer, Share>> waits() {
    return byPartition.entrySet().stream().filter(one -> one.getValue().waits()).toList();
  }

  /// The partition whose turn it is; empty if none waits.
  Optional<Integer> whoseTurn() {
    Collection<Map.Entry<Integer, Share>> waits = waits();
    long patience = (long) PATIENCE * waits.size();
    Optional<Map.Entry<Integer, Share>> passedOver =
        waits.stream().filter(one -> turn - one.getValue().turn() >= patience).min(LONGEST_WAIT);
    return passedOver
        .or(() -> waits.stream().min(MOST_URGENT.thenComparing(LONGEST_WAIT)))
        .map(Map.Entry::getKey);
  }

  Optional<Share> of(int partition) {
    return Optional.ofNullable(byPartition.get(partition));
  }

  /// A partition that neither uses nor wants anything is forgotten.
  Shares after(LimitUse use) {
    long now = turn + 1;
    Share share =
        of(use.partition()).map(known -> known.after(use, now)).orElseGet(() -> Share.of(use, now));
    SortedMap<Integer, Share> changed = new TreeMap<>(byPartition);
    if (share.idle()) {
      changed.remove(use.partition());
    } else {
      changed.put(use.partition(), share);
    }
    boolean beginsToWait = share.waits() && share.turn() == now;
    return new Shares(Collections.unmodifiableSortedMap(changed), beginsToWait ? now : turn);
  }

  Shares afterGrant(int partition) {
    SortedMap<Integer, Share> changed = new TreeMap<>(byPartition);
    changed.computeIfPresent(partition, (_, share) -> share.afterGrant(turn + 1));
    return new Shares(Collections.unmodifiableSortedMap(changed), turn + 1);
  }

  long used() {
    return byPartition.values().stream().mapToLong(Share::used).sum();
  }

  long waiting() {
    return byPartition.values().stream().mapToLong(Share::waiting).sum();
  }
}
