package dev.offload.bench.load;

import java.time.Duration;
import java.time.Instant;

/// The moment a run begins, by both clocks: the monotonic one that paces it, and the system's that
/// other processes of this machine share (it tells microseconds).
public record Start(Instant instant, long nanoTime) {
  public static Start now() {
    return new Start(Instant.now(), System.nanoTime());
  }

  long elapsed() {
    return System.nanoTime() - nanoTime;
  }

  /// How many nanoseconds after the beginning `moment` was.
  public long until(Instant moment) {
    return Duration.between(instant, moment).toNanos();
  }

  /// The same of a reading of `System.nanoTime()`.
  public long until(long reading) {
    return reading - nanoTime;
  }
}
