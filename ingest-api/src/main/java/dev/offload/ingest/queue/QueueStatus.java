package dev.offload.ingest.queue;

/// A queue at a moment. With the scope `admin` its numbers are those of all tenants, else those of
/// the caller's; workers and slots serve all.
///
/// @param queued tasks that wait for a worker
/// @param running tasks that a worker runs
/// @param scheduled tasks whose time has not come
/// @param retrying tasks that wait between two attempts
/// @param oldestQueuedAgeSeconds how long the longest waiting task has been queued this time, 0 for
///     none
/// @param workers worker processes heard of lately that serve it
/// @param slots tasks that these can run at once
/// @param ratePerSecond tasks that ended, on average of the last minute
/// @param paused whether its workers take nothing new
public record QueueStatus(
    String queue,
    int queued,
    int running,
    int scheduled,
    int retrying,
    double oldestQueuedAgeSeconds,
    int workers,
    int slots,
    double ratePerSecond,
    boolean paused) {}
