package dev.offload.lifecycle.limit;

import dev.offload.schemas.work.LimitUse;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The partitions that use a limit or wait for it, and whose turn it is.
///
/// Partitions take turns. Those whose first task is the most urgent go first, and among them the
/// one that has waited longest. But a partition that has waited [#PATIENCE] turns for each
/// partition that waits goes first whatever it waits with, so nobody waits for ever.
///
/// @param turn counts up with each grant, and each time that a partition begins to wait
record KnownPartitions(SortedMap<Integer, KnownPartition> byPartition, long turn) {
  static final int PATIENCE = 8;
  static final KnownPartitions NONE = new KnownPartitions(Collections.emptySortedMap(), 0);

  private static final Comparator<Map.Entry<Integer, KnownPartition>> LONGEST_WAIT =
      Comparator.comparing(one -> one.getValue().turn());
  private static final Comparator<Map.Entry<Integer, KnownPartition>> MOST_URGENT =
      Comparator.comparing(one -> -one.getValue().next().getFirst().priority());

  /// Those that wait, by partition.
  private Collection<Map.Entry<Integer, KnownPartition>> waits() {
    return byPartition.entrySet().stream().filter(one -> one.getValue().waits()).toList();
  }

  /// The partition whose turn it is; empty if none waits.
  Optional<Integer> whoseTurn() {
    Collection<Map.Entry<Integer, KnownPartition>> waits = waits();
    long patience = (long) PATIENCE * waits.size();
    Optional<Map.Entry<Integer, KnownPartition>> passedOver =
        waits.stream().filter(one -> turn - one.getValue().turn() >= patience).min(LONGEST_WAIT);
    return passedOver
        .or(() -> waits.stream().min(MOST_URGENT.thenComparing(LONGEST_WAIT)))
        .map(Map.Entry::getKey);
  }

  Optional<KnownPartition> of(int partition) {
    return Optional.ofNullable(byPartition.get(partition));
  }

  /// A partition that neither uses nor wants anything is forgotten.
  KnownPartitions after(LimitUse use, Instant at) {
    long now = turn + 1;
    KnownPartition known =
        of(use.partition())
            .map(before -> before.after(use, now, at))
            .orElseGet(() -> KnownPartition.of(use, now, at));
    SortedMap<Integer, KnownPartition> changed = new TreeMap<>(byPartition);
    if (known.idle()) {
      changed.remove(use.partition());
    } else {
      changed.put(use.partition(), known);
    }
    boolean beginsToWait = known.waits() && known.turn() == now;
    return new KnownPartitions(
        Collections.unmodifiableSortedMap(changed), beginsToWait ? now : turn);
  }

  KnownPartitions afterGrant(int partition, Instant at) {
    SortedMap<Integer, KnownPartition> changed = new TreeMap<>(byPartition);
    changed.computeIfPresent(partition, (_, known) -> known.afterGrant(turn + 1, at));
    return new KnownPartitions(Collections.unmodifiableSortedMap(changed), turn + 1);
  }

  KnownPartitions toldAgain(int partition, Instant at) {
    SortedMap<Integer, KnownPartition> changed = new TreeMap<>(byPartition);
    changed.computeIfPresent(partition, (_, known) -> known.toldAgain(at));
    return new KnownPartitions(Collections.unmodifiableSortedMap(changed), turn);
  }

  /// The partition that is told next once more what it was granted.
  Optional<Map.Entry<Integer, KnownPartition>> toldAgainNext() {
    return byPartition.entrySet().stream()
        .min(Comparator.comparing(one -> one.getValue().toldAgainAt()));
  }

  boolean isAheadOf(Instant now) {
    return byPartition.values().stream().anyMatch(known -> known.isAheadOf(now));
  }

  KnownPartitions notAfter(Instant now) {
    SortedMap<Integer, KnownPartition> changed = new TreeMap<>(byPartition);
    changed.replaceAll((_, known) -> known.notAfter(now));
    return new KnownPartitions(Collections.unmodifiableSortedMap(changed), turn);
  }

  long used() {
    return byPartition.values().stream().mapToLong(KnownPartition::used).sum();
  }

  long waiting() {
    return byPartition.values().stream().mapToLong(KnownPartition::waiting).sum();
  }
}
