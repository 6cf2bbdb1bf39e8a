package dev.offload.lifecycle.task;

/// What the clock does for a task once its deadline has come.
public enum DeadlineKind {
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
