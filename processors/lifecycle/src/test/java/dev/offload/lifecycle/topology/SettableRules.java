package dev.offload.lifecycle.topology;

import dev.offload.kafka.live.LimitTable;
import dev.offload.lifecycle.limit.KnownLimits;
import dev.offload.lifecycle.limit.KnownRule;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import java.time.Instant;

/// The limits of a test.
final class SettableRules implements KnownLimits {
  private final LimitTable limits = new LimitTable();
  private long version;

  void put(LimitScope scope, LimitRule rule) {
    version++;
    limits.put(new Limit(scope, rule, Instant.EPOCH, Instant.EPOCH, "r" + version));
  }

  void remove(LimitScope scope) {
    version++;
    limits.remove(scope);
  }

  /// Something other than a limit has changed.
  void changed() {
    version++;
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
  public long version() {
    return version;
  }
}
