package dev.offload.notifier;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Says when a tenant's notification mails may be sent: a number per hour, evenly after an hour's
/// worth is spent (the generic cell rate algorithm of ITU-T I.371).
///
/// A process that restarts has forgotten everything and allows an hour's worth at once.
final class MailPace {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MANY_TENANTS = 10_000;

  private final Duration interval;
  private final Duration longestWait;

  /// When everything that a tenant was granted would be spent, if it had been sent evenly.
  private final Map<String, Instant> spentAt = new HashMap<>();

  /// When a mail is sent.
  sealed interface Turn {
    record Now() implements Turn {}

    record Later(Instant at) implements Turn {}

    /// The turn would come too late, at `at`.
    record Never(Instant at) implements Turn {}
  }

  MailPace(int perHour, Duration longestWait) {
    this.interval = HOUR.dividedBy(perHour);
    this.longestWait = longestWait;
  }

  /// The turn of the next mail of `tenant`.
  synchronized Turn next(String tenant, Instant now) {
    if (spentAt.size() >= MANY_TENANTS) {
      spentAt.values().removeIf(spent -> !spent.isAfter(now));
    }
    Instant known = spentAt.getOrDefault(tenant, now);
    Instant spent = (known.isAfter(now) ? known : now).plus(interval);
    Instant turn = spent.minus(HOUR);
    if (turn.isAfter(now.plus(longestWait))) {
      return new Turn.Never(turn);
    }
    spentAt.put(tenant, spent);
    return turn.isAfter(now) ? new Turn.Later(turn) : new Turn.Now();
  }
}
