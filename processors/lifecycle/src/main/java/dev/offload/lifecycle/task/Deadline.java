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
    /// Gives up early events whose submission never came.
    EARLY,
    /// Forgets a task that has ended long ago.
    RETENTION
  }
}
