package dev.offload.schemas.command;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import java.time.Instant;

/// What system tasks take over from the task that they are made for.
public record ParentTask(TaskId id, String tenant, String traceparent) {
  /// How many children a task can have.
  public static final int MAX_CHILDREN = 10_000;

  /// Throws unless `index` can be the index of a child.
  public static void requireChildIndex(int index) {
    Require.that(
        index >= 0 && index < MAX_CHILDREN,
        "index of a child",
        "be 0 to " + (MAX_CHILDREN - 1),
        index);
  }

  /// Its child number `index`, whose end it is told. The child's id follows from parent and
  /// index, so a second submission is the same task.
  public SubmitTask child(int index, TaskSpec spec, Instant createdAt) {
    return child(index, spec, Timing.atOnce(createdAt));
  }

  /// The same at another time, or with an expiry.
  public SubmitTask child(int index, TaskSpec spec, Timing timing) {
    return task(childId(index), spec, timing, Lineage.child(id, index));
  }

  /// The id of its child number `index`.
  public TaskId childId(int index) {
    return TaskId.derived(tenant, "child", id.toString(), Integer.toString(index));
  }

  /// A task that is made for it and that it does not wait for.
  public SubmitTask sequel(TaskId taskId, TaskSpec spec, Timing timing) {
    return task(taskId, spec, timing, Lineage.sequel(id));
  }

  private SubmitTask task(TaskId taskId, TaskSpec spec, Timing timing, Lineage lineage) {
    return new SubmitTask(taskId, tenant, spec, timing, lineage, null, traceparent);
  }
}
