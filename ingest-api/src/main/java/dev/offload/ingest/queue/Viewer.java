package dev.offload.ingest.queue;

/// The caller that a queue is shown to.
///
/// @param seesAll whether the tasks of all tenants count, or only those of `tenant`
/// @param tellsApart whether the caller may know which tenants there are
record Viewer(String tenant, boolean seesAll, boolean tellsApart) {
  /// Whether the tasks of `owner` count.
  boolean counts(String owner) {
    return seesAll || owner.equals(tenant);
  }
}
