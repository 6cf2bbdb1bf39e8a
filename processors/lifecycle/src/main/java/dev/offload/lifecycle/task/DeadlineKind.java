package dev.offload.lifecycle.task;

/// What the clock does for a task when its deadline has come.
public enum DeadlineKind {
  /// Hands out a scheduled or retrying task.
  DUE,
  /// Checks whether a hand-out was lost.
  WATCH,
  /// Ends the attempt of a worker that is not heard from any more, once all reports have been
  /// read.
  LEASE,
  /// Ends a task that no worker has started in time.
  EXPIRY,
  /// Checks whether workers still need to be told to stop a cancelled task.
  STOP,
  /// Drops early events whose submission never came.
  EARLY,
  /// Forgets a task that ended long ago.
  RETENTION
}
