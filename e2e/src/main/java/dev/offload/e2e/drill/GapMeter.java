package dev.offload.e2e.drill;

import java.time.Duration;
import java.util.function.LongSupplier;

/// The longest time between two signs of life, counted from the first one.
final class GapMeter {
  private final LongSupplier nanoTime;
  private long lastNanos;
  private long longestNanos;
  private long signs;

  /// `nanoTime` tells the time as [System#nanoTime()] does.
  GapMeter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  synchronized void sign() {
    long now = nanoTime.getAsLong();
    if (signs > 0) {
      longestNanos = Math.max(longestNanos, now - lastNanos);
    }
    lastNanos = now;
    signs++;
  }

  synchronized long signs() {
    return signs;
  }

  /// A gap that is still open counts too.
  synchronized Duration longest() {
    long open = signs == 0 ? 0 : nanoTime.getAsLong() - lastNanos;
    return Duration.ofNanos(Math.max(longestNanos, open));
  }
}
