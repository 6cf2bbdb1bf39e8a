package dev.offload.schemas.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.List;

/// A task as the system tasks made for it see it: what they take over from it. They are due at
/// once, tell nobody of their end, and carry no tags.
public record ParentTask(TaskId id, String tenant, String traceparent) {

  /// Its child number `index`, of whose end it is told. Parent and index name it, so that asking
  /// for it again asks for the same task.
  public SubmitTask child(
      int index, String type, String queue, JsonNode input, Instant createdAt, RetryPolicy retry) {
    return task(childId(index), type, queue, input, createdAt, retry, index);
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
    return task(taskId, type, queue, input, createdAt, retry, null);
  }

  private SubmitTask task(
      TaskId taskId,
      String type,
      String queue,
      JsonNode input,
      Instant createdAt,
      RetryPolicy retry,
      Integer child) {
    return new SubmitTask(
        taskId,
        tenant,
        type,
        queue,
        input,
        createdAt,
        null,
        null,
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
