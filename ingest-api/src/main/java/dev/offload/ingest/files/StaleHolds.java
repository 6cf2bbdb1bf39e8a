package dev.offload.ingest.files;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Tells the holds of dead processes from those of living ones: nobody holds a file for long. Only
/// the monotonic clock of this process is asked; what it has not seen for so long itself is alive.
final class StaleHolds {
  private final Duration staleAfter;
  private final LongSupplier nanoTime;
  private Map<String, Long> seenBefore = new HashMap<>();
  private Map<String, Long> seenNow = new HashMap<>();

  StaleHolds(Duration staleAfter, LongSupplier nanoTime) {
    this.staleAfter = staleAfter;
    this.nanoTime = nanoTime;
  }

  /// Notes that a hold is there; whether it has been for so long that its process must be dead.
  boolean isStale(String hold) {
    long now = nanoTime.getAsLong();
    long since = seenBefore.getOrDefault(hold, now);
    seenNow.put(hold, since);
    return now - since >= staleAfter.toNanos();
  }

  /// All holds there are have been noted.
  void endOfTurn() {
    seenBefore = seenNow;
    seenNow = new HashMap<>();
  }
}
