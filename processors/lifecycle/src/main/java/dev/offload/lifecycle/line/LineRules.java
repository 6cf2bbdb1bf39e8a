package dev.offload.lifecycle.line;

import dev.offload.schemas.Require;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

/// What lines go by.
///
/// @param slots how many tasks of a queue its workers can run
/// @param shares by tenant; a tenant that is not named has the share 1
/// @param withoutWorkers what counts as a queue's slots while no worker serves it
/// @param isPaused whether nothing of a tenant is handed out
public record LineRules(
    Slots slots, Map<String, Integer> shares, int withoutWorkers, Predicate<String> isPaused) {

  /// How many tasks of a queue all its live workers can run at once.
  @FunctionalInterface
  public interface Slots {
    int of(String queue, Instant now);
  }

  public LineRules {
    shares = Map.copyOf(shares);
    shares.forEach(
        (tenant, share) -> Require.that(share >= 1, "shares." + tenant, "be 1 or more", share));
    Require.that(withoutWorkers >= 1, "withoutWorkers", "be 1 or more", withoutWorkers);
  }

  int slots(String queue, Instant now) {
    int known = slots.of(queue, now);
    return known > 0 ? known : withoutWorkers;
  }

  int share(String tenant) {
    return shares.getOrDefault(tenant, 1);
  }
}
