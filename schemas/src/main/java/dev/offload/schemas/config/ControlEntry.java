package dev.offload.schemas.config;

/// What has to be known before anything is run: a value of `offload.control`. The first
/// part of a key says which kind of entry it is, also for tombstones.
public sealed interface ControlEntry permits PauseQueue, PauseTenant, StopTask {}
