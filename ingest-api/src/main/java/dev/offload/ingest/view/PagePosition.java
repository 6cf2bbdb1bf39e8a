package dev.offload.ingest.view;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;

/// A place in a list that is ordered newest first: right after the task with this time and id.
/// Later tasks come before it, so going on from here is stable.
public record PagePosition(Instant createdAt, TaskId id) {
  public PagePosition {
    Require.present(createdAt, "createdAt");
    Require.present(id, "id");
  }

  public static PagePosition after(Task task) {
    return new PagePosition(task.createdAt(), task.id());
  }
}
