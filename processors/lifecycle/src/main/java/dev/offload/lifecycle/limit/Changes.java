package dev.offload.lifecycle.limit;

import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.config.LimitScope.OfQueue;
import dev.offload.schemas.config.LimitScope.OfTenant;
import java.util.Set;

/// What has changed of limits and pauses since somebody looked last.
///
/// @param version for the next look
/// @param areMany whether more has changed than is remembered, so any limit may be concerned
/// @param limits the scopes that were set or removed, patterns included
/// @param tenants who was paused or resumed
public record Changes(long version, boolean areMany, Set<LimitScope> limits, Set<String> tenants) {

  public Changes {
    limits = Set.copyOf(limits);
    tenants = Set.copyOf(tenants);
  }

  static Changes many(long version) {
    return new Changes(version, true, Set.of(), Set.of());
  }

  public boolean isEmpty() {
    return !areMany && limits.isEmpty() && tenants.isEmpty();
  }

  /// Whether another rule may apply to an exact scope, or other tasks may be first in its line.
  public boolean concern(LimitScope scope) {
    return areMany || limits.contains(scope) || isPaused(scope) || isMatched(scope);
  }

  private boolean isMatched(LimitScope scope) {
    return limits.stream()
        .filter(LimitScope::isPattern)
        .anyMatch(pattern -> scope.text().startsWith(pattern.beginning()));
  }

  /// Tasks of all tenants wait for the limit of a queue.
  private boolean isPaused(LimitScope scope) {
    return switch (scope) {
      case OfKey(String tenant, _) -> tenants.contains(tenant);
      case OfTenant(String tenant) -> tenants.contains(tenant);
      case OfQueue _ -> !tenants.isEmpty();
    };
  }
}
