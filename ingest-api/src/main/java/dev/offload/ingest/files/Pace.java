package dev.offload.ingest.files;

import java.time.Duration;

/// How fast a client sends. Only the time counts that is spent waiting for the client.
final class Pace {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final long least;
  private long bytes;
  private long waited;

  /// @param least how many bytes have to come per minute, 0 for any number
  Pace(long least) {
    this.least = least;
  }

  /// Counts what has come after a wait. Returns whether it was too little over the last minute.
  boolean isTooSlow(int more, long waitedNanos) {
    bytes += more;
    waited += waitedNanos;
    if (waited < WINDOW.toNanos()) {
      return false;
    }
    boolean isTooSlow = bytes < least;
    bytes = 0;
    waited = 0;
    return isTooSlow;
  }
}
