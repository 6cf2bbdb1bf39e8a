package dev.offload.lifecycle.machine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The one point in time at which the clock moves something on, if nothing else has before, and
/// what for: a whole millisecond, as timers go off, and never before the time that was wanted.
public record Deadline<K>(K kind, Instant at) {
  private static final Duration ALMOST_A_MILLISECOND = Duration.ofNanos(999_999);

  /// The end of the times that can be written; nothing waits longer.
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  public Deadline {
    at = at.isAfter(LATEST) ? LATEST : at;
    at = at.plus(ALMOST_A_MILLISECOND).truncatedTo(ChronoUnit.MILLIS);
  }

  Deadline<K> notBefore(Instant earliest) {
    return at.isBefore(earliest) ? new Deadline<>(kind, earliest) : this;
  }

  /// Whether a timer armed for this deadline is in time for `wanted`, too.
  boolean serves(Deadline<K> wanted) {
    return kind.equals(wanted.kind) && !at.isAfter(wanted.at);
  }
}
