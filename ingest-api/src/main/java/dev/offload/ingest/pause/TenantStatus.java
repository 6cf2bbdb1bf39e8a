package dev.offload.ingest.pause;

/// A tenant, as operators see it.
///
/// @param paused whether none of its waiting tasks are handed out
record TenantStatus(String tenant, boolean paused) {}
