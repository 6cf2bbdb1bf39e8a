package dev.offload.ingest.route;

/// All that the choice of a [Route] depends on.
///
/// @param derivedId whether the task's id comes from a key instead of being fresh
/// @param delayed whether the task is to run later than now
/// @param paused whether its queue is
/// @param waiting tasks of the queue that no worker has begun, as far as this replica can tell
/// @param slots tasks of the queue that all live workers can run at once
public record RouteFacts(
    boolean derivedId, boolean delayed, boolean paused, int waiting, int slots) {}
