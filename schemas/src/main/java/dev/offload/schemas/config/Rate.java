package dev.offload.schemas.config;

import dev.offload.schemas.Require;
import java.time.Duration;

/// The rate at which units may start: a token bucket. It is refilled with `count` tokens
/// per `per`, evenly, and holds at most `burst`. A unit that starts takes one token.
public record Rate(int count, Duration per, int burst) {
  public static final int MAX_COUNT = 1_000_000;
  public static final int MAX_BURST = 1_000_000;
  public static final Duration SHORTEST_PER = Duration.ofMillis(1);
  public static final Duration LONGEST_PER = Duration.ofDays(1);

  /// What `per` must be.
  public static final String PER_RULE =
      "be %s to %s, in whole milliseconds".formatted(SHORTEST_PER, LONGEST_PER);

  public Rate {
    Require.that(count >= 1 && count <= MAX_COUNT, "count", "be 1 to " + MAX_COUNT, count);
    Require.that(isPer(Require.present(per, "per")), "per", PER_RULE, per);
    Require.that(burst >= 1 && burst <= MAX_BURST, "burst", "be 1 to " + MAX_BURST, burst);
  }

  /// Whether fewer units may start in the long run.
  public boolean isSlowerThan(Rate other) {
    return count * other.per.toMillis() < other.count * per.toMillis();
  }

  /// As many units, evenly.
  public Rate withoutBurst() {
    return new Rate(count, per, 1);
  }

  public static boolean isPer(Duration length) {
    return length.compareTo(SHORTEST_PER) >= 0
        && length.compareTo(LONGEST_PER) <= 0
        && length.equals(Duration.ofMillis(length.toMillis()));
  }
}
