package dev.offload.lifecycle.task;

import java.time.Instant;

/// The one point in time at which the clock moves a task on, if nothing else has before.
public record Deadline(Kind kind, Instant at) {
  /// What the clock then does.
  public enum Kind {
    /// Hands out a scheduled or retrying task.
    DUE,
    /// Looks whether what was handed out has got lost on its way.
    WATCH,
    /// Ends the attempt of a worker that is heard of no more.
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
}
