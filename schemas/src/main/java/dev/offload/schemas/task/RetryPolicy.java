package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.offload.schemas.Require;
import java.time.Duration;

/// How often and when a failed attempt is tried again: exponential back-off from `firstDelay` by
/// `factor` up to `maxDelay`; with full jitter the actual delay is uniform between 0 and that.
public record RetryPolicy(
    int maxAttempts, Duration firstDelay, double factor, Duration maxDelay, Jitter jitter) {

  public static final int MAX_ATTEMPTS = 100;
  public static final Duration LONGEST_DELAY = Duration.ofDays(7);

  // Below the bounds, which its construction checks.
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(3, Duration.ofSeconds(5), 2, Duration.ofHours(1), Jitter.FULL);

  /// Which part of the computed delay is left to chance.
  public enum Jitter {
    @JsonProperty("full")
    FULL,
    @JsonProperty("none")
    NONE
  }

  public RetryPolicy {
    Require.that(
        maxAttempts >= 1 && maxAttempts <= MAX_ATTEMPTS,
        "maxAttempts",
        "be 1 to " + MAX_ATTEMPTS,
        maxAttempts);
    Require.that(!firstDelay.isNegative(), "firstDelay", "not be negative", firstDelay);
    Require.that(
        maxDelay.compareTo(firstDelay) >= 0, "maxDelay", "be at least firstDelay", maxDelay);
    Require.that(
        maxDelay.compareTo(LONGEST_DELAY) <= 0,
        "maxDelay",
        "be at most " + LONGEST_DELAY,
        maxDelay);
    Require.that(factor >= 1 && factor <= 100, "factor", "be 1 to 100", factor);
    Require.present(jitter, "jitter");
  }

  /// The delay after failed attempt number `attempt`, without jitter.
  public Duration ceilingAfter(int attempt) {
    double millis = firstDelay.toMillis() * Math.pow(factor, attempt - 1.0);
    return millis >= maxDelay.toMillis() ? maxDelay : Duration.ofMillis((long) millis);
  }
}
