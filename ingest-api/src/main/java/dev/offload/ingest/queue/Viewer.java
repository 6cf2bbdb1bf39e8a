package dev.offload.ingest.queue;

/// Who is shown a queue.
///
/// @param seesTenants whether other tenants' tasks count, too, and are told apart
record Viewer(String tenant, boolean seesTenants) {
  /// Whether the tasks of `owner` count.
  boolean counts(String owner) {
    return seesTenants || owner.equals(tenant);
  }
}
