package dev.offload.ingest.queue;

/// A queue at one moment. With the scope `admin` its numbers are those of all tenants, otherwise
/// those of the caller's tenant. Workers and slots are shared.
///
/// @param queued tasks that wait for a worker
/// @param running tasks that a worker runs
/// @param scheduled tasks whose time has not come yet
/// @param retrying tasks that wait between two attempts
/// @param oldestQueuedAgeSeconds how long the longest waiting task has been queued this time, 0 for
///     none
/// @param workers live worker processes that serve the queue
/// @param slots how many tasks these workers can run at once
/// @param ratePerSecond tasks that ended per second, averaged over the last minute
/// @param paused whether workers take nothing new from it
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
