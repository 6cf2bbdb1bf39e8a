package dev.offload.bench.load;

import java.time.Duration;
import java.time.Instant;

/// The moment at which a run starts, by two clocks: the monotonic clock that paces it, and the
/// system's clock, which all processes of this machine share to the microsecond.
public record Start(Instant instant, long nanoTime) {
  public static Start now() {
    return new Start(Instant.now(), System.nanoTime());
  }

  long elapsed() {
    return System.nanoTime() - nanoTime;
  }

  /// How many nanoseconds after the start `moment` was.
  public long until(Instant moment) {
    return Duration.between(instant, moment).toNanos();
  }

  /// The same for a value of `System.nanoTime()`.
  public long until(long reading) {
    return reading - nanoTime;
  }
}
