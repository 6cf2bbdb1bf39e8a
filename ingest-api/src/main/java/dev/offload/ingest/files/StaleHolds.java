package dev.offload.ingest.files;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Tells holds of dead processes from those of living ones, since nobody holds a file for long. It
/// uses only the monotonic clock of this process: a hold that it has not seen itself for long
/// enough counts as alive.
final class StaleHolds {
  private final Duration staleAfter;
  private final LongSupplier nanoTime;
  private Map<String, Long> seenBefore = new HashMap<>();
  private Map<String, Long> seenNow = new HashMap<>();

  StaleHolds(Duration staleAfter, LongSupplier nanoTime) {
    this.staleAfter = staleAfter;
    this.nanoTime = nanoTime;
  }

  /// Notes that a hold exists. Returns whether it has existed for so long that its process must be
  /// dead.
  boolean isStale(String hold) {
    long now = nanoTime.getAsLong();
    long since = seenBefore.getOrDefault(hold, now);
    seenNow.put(hold, since);
    return now - since >= staleAfter.toNanos();
  }

  /// Call this after all existing holds have been noted.
  void endOfTurn() {
    seenBefore = seenNow;
    seenNow = new HashMap<>();
  }
}
