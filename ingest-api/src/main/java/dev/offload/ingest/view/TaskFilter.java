package dev.offload.ingest.view;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;

/// Which tasks of a tenant are asked for. A null member does not narrow; the two times are
/// exclusive.
public record TaskFilter(
    String tenant,
    Origin origin,
    String type,
    TaskState state,
    String tag,
    Instant createdAfter,
    Instant createdBefore) {
  public TaskFilter {
    Require.text(tenant, "tenant");
    Require.present(origin, "origin");
  }
}
