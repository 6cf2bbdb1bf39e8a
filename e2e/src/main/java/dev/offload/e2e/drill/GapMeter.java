package dev.offload.e2e.drill;

import java.time.Duration;

/// The longest time between two signs of life, counted from the first one.
final class GapMeter {
  private long lastNanos;
  private long longestNanos;
  private long signs;

  synchronized void sign() {
    long now = System.nanoTime();
    if (signs > 0) {
      longestNanos = Math.max(longestNanos, now - lastNanos);
    }
    lastNanos = now;
    signs++;
  }

  synchronized long signs() {
    return signs;
  }

  synchronized Duration longest() {
    return Duration.ofNanos(longestNanos);
  }
}
