package dev.offload.lifecycle.task;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The one point in time at which the clock moves a task on, if nothing else has before; a whole
/// millisecond, as timers go off, and never before the time that was wanted.
public record Deadline(Kind kind, Instant at) {
  private static final Duration ALMOST_A_MILLISECOND = Duration.ofNanos(999_999);

  /// The end of the times that can be written; nothing waits longer.
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /// What the clock then does.
  public enum Kind {
    /// Hands out a scheduled or retrying task.
    DUE,
    /// Looks whether what was handed out has got lost on its way.
    WATCH,
    /// Ends the attempt of a worker that is heard of no more, once all that workers said has been
    /// read.
    LEASE,
    /// Ends a task that no worker has begun in time.
    EXPIRY,
    /// Looks whether workers can be told no more of a cancelled task.
    STOP,
    /// Gives up early events whose submission never came.
    EARLY,
    /// Forgets a task that has ended long ago.
    RETENTION
  }

  public Deadline {
    at = at.isAfter(LATEST) ? LATEST : at;
    at = at.plus(ALMOST_A_MILLISECOND).truncatedTo(ChronoUnit.MILLIS);
  }
}
