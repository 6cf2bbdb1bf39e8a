package dev.offload.schemas.command;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import java.time.Instant;

/// A task as the system tasks made for it see it: what they take over from it.
public record ParentTask(TaskId id, String tenant, String traceparent) {
  /// How many children a task can have.
  public static final int MAX_CHILDREN = 10_000;

  /// Throws unless `index` can be that of a child.
  public static void requireChildIndex(int index) {
    Require.that(
        index >= 0 && index < MAX_CHILDREN,
        "index of a child",
        "be 0 to " + (MAX_CHILDREN - 1),
        index);
  }

  /// Its child number `index`, of whose end it is told. Parent and index name it, so that asking
  /// for it again asks for the same task.
  public SubmitTask child(int index, TaskSpec spec, Instant createdAt) {
    return task(childId(index), spec, Timing.atOnce(createdAt), Lineage.child(id, index));
  }

  /// The name of its child number `index`.
  public TaskId childId(int index) {
    return TaskId.derived(tenant, "child", id.toString(), Integer.toString(index));
  }

  /// A task that comes of it and that it does not wait for.
  public SubmitTask sequel(TaskId taskId, TaskSpec spec, Timing timing) {
    return task(taskId, spec, timing, Lineage.sequel(id));
  }

  private SubmitTask task(TaskId taskId, TaskSpec spec, Timing timing, Lineage lineage) {
    return new SubmitTask(taskId, tenant, spec, timing, lineage, null, traceparent);
  }
}
