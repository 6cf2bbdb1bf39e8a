package dev.offload.lifecycle.timer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// The time of one partition: that of its source, in whole milliseconds, except that it does not
/// go back by a little, also not when another instance whose clock is behind takes the partition
/// over. Where it would have to stand still for longer than `tolerance`, the time it had reached
/// was wrong, and it comes back.
public final class PartitionClock {
  private final InstantSource source;
  private final Duration tolerance;
  private Instant latest;

  public PartitionClock(InstantSource source, Duration tolerance, Instant notBefore) {
    this.source = source;
    this.tolerance = tolerance;
    this.latest = notBefore;
  }

  /// The time it has come to.
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
