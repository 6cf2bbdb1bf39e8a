package dev.offload.schemas.work;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.Traced;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.TaskId;
import java.time.Duration;
import java.time.Instant;

/// One attempt handed out to workers: a value of `offload.work.<queue>`.
/// `checkpoint` is what an earlier attempt left behind (null: nothing). `lostRuns` is how many
/// workers took this attempt and did not survive it, as far as that is known. `children` is what
/// became of the children that an earlier run delegated to (null: it did not).
/// At or after `expiresAt` (null: never) it is not begun any more; `timeout` is how long it may run
/// (null: as long as it likes).
public record WorkItem(
    TaskId taskId,
    String tenant,
    String type,
    String queue,
    int attempt,
    JsonNode input,
    JsonNode checkpoint,
    int lostRuns,
    Children children,
    Instant expiresAt,
    Duration timeout,
    String traceparent)
    implements TenantOwned, Traced {

  public WorkItem {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
    Require.text(type, "type");
    Require.text(queue, "queue");
    Require.that(attempt >= 1, "attempt", "be 1 or more", attempt);
    Require.present(input, "input");
    Require.that(lostRuns >= 0, "lostRuns", "be 0 or more", lostRuns);
    Require.that(
        timeout == null || timeout.isPositive(), "timeout", "be longer than nothing", timeout);
  }

  /// How many children's ends this tells of.
  public int childrenTold() {
    return children == null ? 0 : children.count();
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
        0,
        null,
        task.expiresAt(),
        task.timeout(),
        task.traceparent());
  }

  /// The same attempt after `more` further workers did not survive it.
  public WorkItem afterLosing(int more) {
    return new WorkItem(
        taskId,
        tenant,
        type,
        queue,
        attempt,
        input,
        checkpoint,
        lostRuns + more,
        children,
        expiresAt,
        timeout,
        traceparent);
  }
}
