package dev.offload.ingest.endpoint;

import dev.offload.ingest.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// How many deliveries of one kind a tenant may ask for: a number per hour, evenly after an hour's
/// worth is spent (the generic cell rate algorithm of ITU-T I.371). Whoever has a link to the
/// portal can ask for them, and each is a task. A replica that restarts has forgotten everything.
final class SendingPace {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MANY_TENANTS = 10_000;

  private final int perHour;
  private final String what;

  /// When everything that a tenant has sent would be spent, if it had been sent evenly.
  private final Map<String, Instant> spentAt = new HashMap<>();

  /// @param what is sent, for people
  SendingPace(int perHour, String what) {
    this.perHour = perHour;
    this.what = what;
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
          "A tenant may send %d %s an hour.".formatted(perHour, what),
          Duration.between(now, turn).plusSeconds(1));
    }
    spentAt.put(tenant, spent);
  }
}
