package dev.offload.schemas.config;

/// What every worker has to know before it runs anything: a value of `offload.control`. The first
/// part of a key says which kind of entry it is, also for tombstones.
public sealed interface ControlEntry permits PauseQueue, StopTask {}
