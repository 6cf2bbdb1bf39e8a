package dev.offload.schemas.task;

import dev.offload.schemas.Require;

/// Where a task belongs, which every form of it tells.
///
/// @param type says which handler runs it
/// @param queue is where it waits for a worker
public record Placement(String type, String queue) {
  public Placement {
    Require.text(type, "type");
    Require.text(queue, "queue");
  }
}
