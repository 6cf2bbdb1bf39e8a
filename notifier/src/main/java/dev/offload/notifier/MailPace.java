package dev.offload.notifier;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// When the mails that tell a tenant's people of its tasks' ends may go: so many an hour, evenly
/// once an hour's worth is spent (the generic cell rate algorithm of ITU-T I.371).
///
/// What it knows is forgotten with the process, which then lets an hour's worth go.
final class MailPace {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MANY_TENANTS = 10_000;

  private final Duration interval;
  private final Duration longestWait;

  /// When all that a tenant was granted would be spent, had it gone evenly.
  private final Map<String, Instant> spentAt = new HashMap<>();

  /// What becomes of a mail.
  sealed interface Turn {
    record Now() implements Turn {}

    record Later(Instant at) implements Turn {}

    /// Its turn would come too late, at `at`.
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
