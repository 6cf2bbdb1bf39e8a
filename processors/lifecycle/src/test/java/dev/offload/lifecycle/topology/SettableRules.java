package dev.offload.lifecycle.topology;

import dev.offload.kafka.live.LimitTable;
import dev.offload.lifecycle.limit.Changes;
import dev.offload.lifecycle.limit.KnownLimits;
import dev.offload.lifecycle.limit.KnownRule;
import dev.offload.lifecycle.limit.RecentChanges;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import java.time.Instant;

/// The limits of a test.
final class SettableRules implements KnownLimits {
  private final LimitTable limits = new LimitTable();
  private final RecentChanges changes = new RecentChanges();
  private long version;

  void put(LimitScope scope, LimitRule rule) {
    version++;
    limits.put(new Limit(scope, rule, Instant.EPOCH, Instant.EPOCH, "r" + version));
    changes.limit(scope);
  }

  void remove(LimitScope scope) {
    version++;
    limits.remove(scope);
    changes.limit(scope);
  }

  /// The tenant was paused or resumed.
  void pauseChanged(String tenant) {
    changes.pause(tenant);
  }

  @Override
  public boolean isEmpty() {
    return limits.isEmpty();
  }

  @Override
  public KnownRule of(LimitScope scope) {
    return new KnownRule(limits.find(scope).map(Limit::rule), version);
  }

  @Override
  public Changes since(long known) {
    return changes.since(known);
  }
}
