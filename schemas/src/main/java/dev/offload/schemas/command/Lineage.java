package dev.offload.schemas.command;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskId;

/// Where a task comes from.
///
/// @param origin is who submits it
/// @param parent is the task that it comes of; null where there is none
/// @param child is its index among the children that its parent waits for; null where the parent
///     does not wait for it
public record Lineage(Origin origin, TaskId parent, Integer child) {
  /// Of a task that a client submits, by itself or through a schedule.
  public static final Lineage CLIENT = new Lineage(Origin.CLIENT, null, null);

  public Lineage {
    Require.present(origin, "origin");
    if (child != null) {
      Require.present(parent, "parent of a child");
      ParentTask.requireChildIndex(child);
    }
  }

  public static Lineage child(TaskId parent, int index) {
    return new Lineage(Origin.SYSTEM, parent, index);
  }

  public static Lineage sequel(TaskId parent) {
    return new Lineage(Origin.SYSTEM, parent, null);
  }
}
