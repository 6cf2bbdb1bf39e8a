package dev.offload.lifecycle.limit;

import dev.offload.schemas.config.LimitRule;
import java.util.Optional;

/// What a limit allows, as far as somebody knows. It is empty if nothing is limited any more. Of
/// two rules for the same limit, the one with the higher version counts.
public record KnownRule(Optional<LimitRule> rule, long version) {
  public boolean isPresent() {
    return rule.isPresent();
  }

  /// Whether nothing may start.
  public boolean isClosed() {
    return concurrency().filter(most -> most == 0).isPresent();
  }

  Optional<Integer> concurrency() {
    return rule.map(LimitRule::concurrency);
  }
}
