package dev.offload.ingest.endpoint;

import dev.offload.ingest.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// How many test events a tenant may send: a number per hour, evenly after an hour's worth is spent
/// (the generic cell rate algorithm of ITU-T I.371). Whoever has a link to the portal can send
/// them, and each is a task. A replica that restarts has forgotten everything.
final class TestPace {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MANY_TENANTS = 10_000;

  private final int perHour;

  /// When everything that a tenant has sent would be spent, if it had been sent evenly.
  private final Map<String, Instant> spentAt = new HashMap<>();

  TestPace(int perHour) {
    this.perHour = perHour;
  }

  /// @throws ProblemException `rate-limited` if the tenant has to wait
  synchronized void take(String tenant, Instant now) {
    if (spentAt.size() >= MANY_TENANTS) {
      spentAt.values().removeIf(spent -> !spent.isAfter(now));
    }
    Instant known = spentAt.getOrDefault(tenant, now);
    Instant spent = (known.isAfter(now) ? known : now).plus(HOUR.dividedBy(perHour));
    Instant turn = spent.minus(HOUR);
    if (turn.isAfter(now)) {
      throw ProblemException.rateLimited(
          "A tenant may send %d test events an hour.".formatted(perHour),
          Duration.between(now, turn).plusSeconds(1));
    }
    spentAt.put(tenant, spent);
  }
}
