package dev.offload.schemas.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.List;

/// A task as the system tasks made for it see it: what they take over from it. They are due at
/// once unless told otherwise, tell nobody of their end, and carry no tags.
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

  /// When a task was made, when it is to run (null: at once) and when it expires (null: never).
  public record Times(Instant createdAt, Instant runAt, Instant expiresAt) {
    public static Times atOnce(Instant createdAt) {
      return new Times(createdAt, null, null);
    }
  }

  /// Its child number `index`, of whose end it is told. Parent and index name it, so that asking
  /// for it again asks for the same task.
  public SubmitTask child(
      int index, String type, String queue, JsonNode input, Instant createdAt, RetryPolicy retry) {
    return task(childId(index), type, queue, input, Times.atOnce(createdAt), retry, index);
  }

  /// The name of its child number `index`.
  public TaskId childId(int index) {
    return TaskId.derived(tenant, "child", id.toString(), Integer.toString(index));
  }

  /// A task that comes of it and that it does not wait for.
  public SubmitTask sequel(
      TaskId taskId,
      String type,
      String queue,
      JsonNode input,
      Instant createdAt,
      RetryPolicy retry) {
    return sequel(taskId, type, queue, input, Times.atOnce(createdAt), retry);
  }

  /// A task that comes of it, that it does not wait for, and that has times of its own.
  public SubmitTask sequel(
      TaskId taskId, String type, String queue, JsonNode input, Times times, RetryPolicy retry) {
    return task(taskId, type, queue, input, times, retry, null);
  }

  private SubmitTask task(
      TaskId taskId,
      String type,
      String queue,
      JsonNode input,
      Times times,
      RetryPolicy retry,
      Integer child) {
    return new SubmitTask(
        taskId,
        tenant,
        type,
        queue,
        input,
        times.createdAt(),
        times.runAt(),
        times.expiresAt(),
        null,
        retry,
        List.of(),
        List.of(),
        Origin.SYSTEM,
        id,
        child,
        null,
        traceparent);
  }
}
