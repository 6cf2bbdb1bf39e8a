package dev.offload.lifecycle.timer;

import java.time.Instant;
import java.util.function.LongSupplier;

/// The time of one partition: the system's, except that it never goes back, also not when another
/// instance whose clock is behind takes the partition over. Whole milliseconds.
public final class PartitionClock {
  private final LongSupplier systemMillis;
  private Instant latest;

  public PartitionClock(LongSupplier systemMillis, Instant notBefore) {
    this.systemMillis = systemMillis;
    this.latest = notBefore;
  }

  public Instant now() {
    Instant system = Instant.ofEpochMilli(systemMillis.getAsLong());
    if (system.isAfter(latest)) {
      latest = system;
    }
    return latest;
  }
}
