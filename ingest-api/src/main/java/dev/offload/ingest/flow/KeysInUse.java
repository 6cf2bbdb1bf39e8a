package dev.offload.ingest.flow;

import dev.offload.schemas.config.LimitScope.OfKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/// How many concurrency keys of each tenant are in use under limits: those that are shown to
/// be, and those of tasks that this replica has accepted just now, which are shown about a second
/// later.
///
/// It keeps at most as many keys of a tenant as the tenant may have in use.
final class KeysInUse {
  /// How long a key counts without being shown. One that is in use for a moment never is.
  static final Duration JUST_NOW = Duration.ofSeconds(5);

  private final LongSupplier nanoTime;

  /// How many keys of each tenant are shown or accepted.
  private final Map<String, Integer> counts = new HashMap<>();

  /// When keys that are not shown were accepted, the first ones first.
  private final SequencedMap<OfKey, Long> accepted = new LinkedHashMap<>();

  KeysInUse(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  synchronized void shown(OfKey key) {
    if (accepted.remove(key) == null) {
      count(key, 1);
    }
  }

  synchronized void gone(OfKey key) {
    count(key, -1);
  }

  /// Counts keys of a tenant that are not shown, unless there would be more than `most` then.
  /// Returns whether there is room for them.
  synchronized boolean accept(String tenant, List<OfKey> keys, int most) {
    long now = nanoTime.getAsLong();
    forget(now);
    List<OfKey> fresh = keys.stream().filter(key -> !accepted.containsKey(key)).toList();
    if (!fresh.isEmpty() && counts.getOrDefault(tenant, 0) + fresh.size() > most) {
      return false;
    }
    fresh.forEach(key -> count(key, 1));
    keys.forEach(key -> accepted.putLast(key, now));
    return true;
  }

  private void forget(long now) {
    while (!accepted.isEmpty() && now - accepted.firstEntry().getValue() >= JUST_NOW.toNanos()) {
      count(accepted.pollFirstEntry().getKey(), -1);
    }
  }

  private void count(OfKey key, int more) {
    counts.merge(key.tenant(), more, (one, other) -> one + other == 0 ? null : one + other);
  }
}
