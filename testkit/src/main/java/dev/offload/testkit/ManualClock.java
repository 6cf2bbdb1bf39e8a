package dev.offload.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until a test moves it. Threads may share it.
public final class ManualClock extends Clock {
  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  private ManualClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  public static ManualClock at(Instant start) {
    return new ManualClock(new AtomicReference<>(start), ZoneOffset.UTC);
  }

  /// A clock at an RFC 3339 time such as `2026-11-22T10:00:00Z`.
  public static ManualClock at(String start) {
    return at(Instant.parse(start));
  }

  /// Moves the clock on and returns the new time.
  ///
  /// @throws IllegalArgumentException if `step` is negative: use [#set] to go back on purpose
  public Instant advance(Duration step) {
    if (step.isNegative()) {
      throw new IllegalArgumentException("A clock advances by a positive step, not by " + step);
    }
    return now.updateAndGet(time -> time.plus(step));
  }

  public void set(Instant time) {
    now.set(time);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /// The same hands in another time zone: both views move together.
  @Override
  public ManualClock withZone(ZoneId newZone) {
    return new ManualClock(now, newZone);
  }
}
