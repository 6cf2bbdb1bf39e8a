package dev.offload.schemas.config;

import dev.offload.schemas.Require;

/// What a limit allows.
///
/// @param concurrency how many units may be in use at a time; 0 pauses everything that the limit
///     applies to; null for any number
/// @param rate at which units may start; null for any
public record LimitRule(Integer concurrency, Rate rate) {
  public static final int MAX_CONCURRENCY = 1_000_000;

  public LimitRule {
    Require.that(
        concurrency != null || rate != null, "limit", "have a concurrency or a rate", "neither");
    Require.that(
        concurrency == null || (concurrency >= 0 && concurrency <= MAX_CONCURRENCY),
        "concurrency",
        "be 0 to " + MAX_CONCURRENCY,
        concurrency);
  }

  /// At most `units` at a time, at any rate.
  public static LimitRule atMost(int units) {
    return new LimitRule(units, null);
  }
}
