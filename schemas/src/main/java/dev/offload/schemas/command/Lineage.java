package dev.offload.schemas.command;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Predecessor;
import dev.offload.schemas.task.TaskId;

/// Where a task comes from.
///
/// @param origin who submitted it
/// @param parent the task that it was made for; null if there is none
/// @param child its index among the children that its parent waits for; null if no parent
///     waits for it
/// @param follows the task or group whose successor it is; null if there is none
public record Lineage(Origin origin, TaskId parent, Integer child, Predecessor follows) {
  /// The lineage of a task that a client submits, directly or through a schedule.
  public static final Lineage CLIENT = new Lineage(Origin.CLIENT, null, null);

  public Lineage {
    Require.present(origin, "origin");
    if (child != null) {
      Require.present(parent, "parent of a child");
      ParentTask.requireChildIndex(child);
    }
  }

  /// The lineage of a task that is nobody's successor.
  public Lineage(Origin origin, TaskId parent, Integer child) {
    this(origin, parent, child, null);
  }

  public static Lineage child(TaskId parent, int index) {
    return new Lineage(Origin.SYSTEM, parent, index);
  }

  public static Lineage sequel(TaskId parent) {
    return new Lineage(Origin.SYSTEM, parent, null);
  }

  /// The lineage of a task that a client has named as a successor of `former`.
  public static Lineage following(Predecessor former) {
    return new Lineage(Origin.CLIENT, null, null, former);
  }
}
