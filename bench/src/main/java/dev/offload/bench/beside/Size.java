package dev.offload.bench.beside;

import java.time.Duration;

/// How much is done on each side.
///
/// @param warmUp how long it works before anything counts
/// @param posting how long POSTs go on in a round
/// @param drained how many tasks wait when a paused queue is resumed in a round
/// @param rounds how many rounds count
public record Size(Duration warmUp, Duration posting, int drained, int rounds) {
  private static final int FRACTION = 5;

  /// A shorter round, of which several warm a side up.
  Size toWarmUp() {
    return new Size(warmUp, posting.dividedBy(FRACTION), Math.ceilDiv(drained, FRACTION), rounds);
  }
}
