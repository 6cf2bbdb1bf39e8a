package dev.offload.ingest.files;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// A clock that never runs ahead of the time that has passed since it was made. If the system's
/// clock is set forward, nothing becomes older than it is.
final class BoundedClock implements InstantSource {
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Instant begin;
  private final long beginNanos;

  BoundedClock(InstantSource clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.begin = clock.instant();
    this.beginNanos = nanoTime.getAsLong();
  }

  @Override
  public Instant instant() {
    Instant latest = begin.plusNanos(nanoTime.getAsLong() - beginNanos);
    Instant now = clock.instant();
    return now.isAfter(latest) ? latest : now;
  }
}
