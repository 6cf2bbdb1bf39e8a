package dev.offload.schemas.work;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.Traced;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.TaskId;

/// One attempt handed out to workers: a value of `offload.work.<queue>`.
/// `checkpoint` is what an earlier attempt left behind (null: nothing).
public record WorkItem(
    TaskId taskId,
    String tenant,
    String type,
    String queue,
    int attempt,
    JsonNode input,
    JsonNode checkpoint,
    String traceparent)
    implements TenantOwned, Traced {

  public WorkItem {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
    Require.text(type, "type");
    Require.text(queue, "queue");
    Require.that(attempt >= 1, "attempt", "be 1 or more", attempt);
    Require.present(input, "input");
  }

  /// The first attempt of a task that came by the direct route.
  public static WorkItem direct(SubmitTask task) {
    return new WorkItem(
        task.taskId(),
        task.tenant(),
        task.type(),
        task.queue(),
        1,
        task.input(),
        null,
        task.traceparent());
  }
}
