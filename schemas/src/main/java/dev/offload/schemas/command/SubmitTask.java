package dev.offload.schemas.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.Traced;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A new task. On `offload.direct.<queue>` it is also its own first work item.
///
/// `runAt` (null: at once) is absolute; the API resolves a relative delay against `createdAt`.
/// No attempt begins at or after `expiresAt` (null: it never expires); `timeout` is how long one
/// attempt may run (null: as long as it likes).
/// `bodyHash` is there only with an idempotency key. `parent` is there only for system tasks; of
/// those that their parent waits for, `child` is the index among its children (null: it does not).
public record SubmitTask(
    TaskId taskId,
    String tenant,
    String type,
    String queue,
    JsonNode input,
    Instant createdAt,
    Instant runAt,
    Instant expiresAt,
    Duration timeout,
    RetryPolicy retry,
    @JsonProperty("notify") List<Notify> notifications,
    List<String> tags,
    Origin origin,
    TaskId parent,
    Integer child,
    String bodyHash,
    String traceparent)
    implements Command, Traced {

  public SubmitTask {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
    Require.text(type, "type");
    Require.text(queue, "queue");
    Require.present(input, "input");
    Require.present(createdAt, "createdAt");
    Require.present(origin, "origin");
    if (child != null) {
      Require.present(parent, "parent of a child");
      ParentTask.requireChildIndex(child);
    }
    Require.that(
        timeout == null || timeout.isPositive(), "timeout", "be longer than nothing", timeout);
    retry = retry == null ? RetryPolicy.DEFAULT : retry;
    notifications = notifications == null ? List.of() : List.copyOf(notifications);
    tags = tags == null ? List.of() : List.copyOf(tags);
  }

  /// The same task, to be run at another time.
  public SubmitTask runAt(Instant time) {
    return new SubmitTask(
        taskId,
        tenant,
        type,
        queue,
        input,
        createdAt,
        time,
        expiresAt,
        timeout,
        retry,
        notifications,
        tags,
        origin,
        parent,
        child,
        bodyHash,
        traceparent);
  }
}
