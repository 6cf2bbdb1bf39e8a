package dev.offload.schemas.work;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.command.ParentTask;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import java.util.Map;

/// A child of the task has ended: which child, how it ended, and what its result adds to the
/// sums. The parent is told.
///
/// @param detail null if there is none
public record ChildEnded(
    TaskId taskId,
    String tenant,
    int child,
    TaskState state,
    Map<String, Long> tallies,
    ChildDetail detail)
    implements Coordination, TenantOwned {
  public ChildEnded {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
    ParentTask.requireChildIndex(child);
    Require.that(
        Require.present(state, "state").hasEnded(), "state", "be that of an ended task", state);
    tallies = Children.sums(tallies);
    Require.that(
        detail == null || detail.child() == child, "detail", "be that of the child", detail);
  }

  /// A child that left nothing but numbers.
  public ChildEnded(
      TaskId taskId, String tenant, int child, TaskState state, Map<String, Long> tallies) {
    this(taskId, tenant, child, state, tallies, null);
  }

  @Override
  public String key() {
    return taskId.toString();
  }
}
