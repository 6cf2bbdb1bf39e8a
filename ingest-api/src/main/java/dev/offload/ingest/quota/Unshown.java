package dev.offload.ingest.quota;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/// What this replica has accepted for each tenant and its task view does not show yet. A bound that
/// is judged by the view counts it too, or else a tenant could exceed it while the view is behind.
///
/// It keeps no more of a tenant than the bound allows. Of two things with the same key the later
/// one counts.
public final class Unshown<K, I> {
  /// After this time what is not shown counts no more: it is lost, or was shown and has been
  /// forgotten since.
  static final Duration LOST_AFTER = Duration.ofMinutes(10);

  private final BiPredicate<String, I> isShown;
  private final LongSupplier nanoTime;

  /// By tenant and key, those that were accepted first come first.
  private final Map<String, SequencedMap<K, Accepted<I>>> accepted = new ConcurrentHashMap<>();

  private record Accepted<I>(I id, long at) {}

  /// @param isShown whether the view has shown this thing of a tenant, and what `take` is to check
  ///     counts it if it is still there
  public Unshown(BiPredicate<String, I> isShown, LongSupplier nanoTime) {
    this.isShown = isShown;
    this.nanoTime = nanoTime;
  }

  /// Counts one more from now on, unless `check` throws because there is no room for it.
  ///
  /// @param check is told how many others are not shown, and then counts those that are
  public void take(String tenant, K key, I id, IntConsumer check) {
    accepted.compute(
        tenant,
        (_, known) -> {
          SequencedMap<K, Accepted<I>> present = known == null ? new LinkedHashMap<>() : known;
          forget(tenant, present);
          check.accept(present.size() - (present.containsKey(key) ? 1 : 0));
          present.putLast(key, new Accepted<>(id, nanoTime.getAsLong()));
          return present;
        });
  }

  /// It is shown, or never will be.
  public void giveBack(String tenant, K key, I id) {
    accepted.computeIfPresent(
        tenant,
        (_, known) -> {
          known.computeIfPresent(key, (_, one) -> one.id().equals(id) ? null : one);
          return known.isEmpty() ? null : known;
        });
  }

  /// Looks at the first ones only. What was accepted after one that is not shown is seldom shown
  /// before it.
  private void forget(String tenant, SequencedMap<K, Accepted<I>> present) {
    while (!present.isEmpty() && isOver(tenant, present.firstEntry().getValue())) {
      present.pollFirstEntry();
    }
  }

  private boolean isOver(String tenant, Accepted<I> one) {
    return nanoTime.getAsLong() - one.at() >= LOST_AFTER.toNanos()
        || isShown.test(tenant, one.id());
  }
}
