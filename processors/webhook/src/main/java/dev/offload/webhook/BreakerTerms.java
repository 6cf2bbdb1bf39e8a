package dev.offload.webhook;

import dev.offload.schemas.Require;
import java.time.Duration;

/// When a breaker opens, and for how long nothing is sent then.
///
/// @param timeOuts how many time-outs in a row open it
/// @param window how many of the last results count for the ratio
/// @param leastResults how many results there must be for the ratio to count
/// @param failureRatio the share of failures that opens it
/// @param firstPause how long nothing is sent after it opens; the pause doubles with each
///     further failure
/// @param longestPause the longest pause
/// @param countsAfter how long it must have been open before waiting costs attempts
/// @param longestTry how long a try may take; after that it no longer counts
record BreakerTerms(
    int timeOuts,
    int window,
    int leastResults,
    double failureRatio,
    Duration firstPause,
    Duration longestPause,
    Duration countsAfter,
    Duration longestTry) {
  /// Results are kept as the bits of a long.
  static final int MAX_WINDOW = Long.SIZE;

  BreakerTerms {
    Require.that(
        leastResults <= window,
        "least-results",
        "be at most as many as window, which is " + window,
        leastResults);
  }
}
