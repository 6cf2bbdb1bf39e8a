package dev.offload.lifecycle.machine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// When the clock moves something on if nothing else has done so before, and what for. The
/// time is rounded up to a whole millisecond, since timers go off at whole milliseconds.
public record Deadline<K>(K kind, Instant at) {
  private static final Duration ALMOST_A_MILLISECOND = Duration.ofNanos(999_999);

  /// The latest time that can be written. Nothing waits longer.
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  public Deadline {
    at = at.isAfter(LATEST) ? LATEST : at;
    at = at.plus(ALMOST_A_MILLISECOND).truncatedTo(ChronoUnit.MILLIS);
  }

  Deadline<K> notBefore(Instant earliest) {
    return at.isBefore(earliest) ? new Deadline<>(kind, earliest) : this;
  }

  /// Whether a timer armed for this deadline is also in time for `wanted`.
  boolean serves(Deadline<K> wanted) {
    return kind.equals(wanted.kind) && !at.isAfter(wanted.at);
  }
}
