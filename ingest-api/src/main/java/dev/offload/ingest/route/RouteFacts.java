package dev.offload.ingest.route;

/// Everything that the choice of a [Route] depends on.
///
/// @param derivedId whether the task's id is derived from a key and not fresh
/// @param delayed whether the task is to run later than now, or waits for others with its debounce
///     key
/// @param paused whether its queue or its tenant is paused
/// @param limited whether a limit applies to it
/// @param related whether it belongs to a group, waits for others, or others follow it
/// @param waiting tasks of the queue that no worker has started, as far as this replica knows
/// @param ofTenant those of them that belong to the task's tenant
/// @param slots tasks of the queue that all live workers can run at once
public record RouteFacts(
    boolean derivedId,
    boolean delayed,
    boolean paused,
    boolean limited,
    boolean related,
    int waiting,
    int ofTenant,
    int slots) {}
