package dev.offload.lifecycle.timer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// The time of one partition: that of its source, in whole milliseconds. It ignores small
/// steps back, even if an instance whose clock is behind takes the partition over. If it would
/// have to stand still for longer than `tolerance`, the time it had reached was wrong, and it
/// goes back.
public final class PartitionClock {
  private final InstantSource source;
  private final Duration tolerance;
  private Instant latest;

  public PartitionClock(InstantSource source, Duration tolerance, Instant notBefore) {
    this.source = source;
    this.tolerance = tolerance;
    this.latest = notBefore;
  }

  /// The time it has reached.
  public Instant latest() {
    return latest;
  }

  public Instant now() {
    Instant now = source.instant().truncatedTo(ChronoUnit.MILLIS);
    if (now.isAfter(latest) || now.isBefore(latest.minus(tolerance))) {
      latest = now;
    }
    return latest;
  }
}
