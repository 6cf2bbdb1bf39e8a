package dev.offload.schemas.work;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.Traced;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Placed;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.RunSpec;
import dev.offload.schemas.task.TaskId;
import java.time.Duration;
import java.time.Instant;

/// An attempt that is handed out to workers: a value of `offload.work.<queue>`. On the wire it
/// is flat.
///
/// @param expiresAt it does not start at or after this time; null if it never expires
/// @param traceparent the W3C trace context; null if there is none
@JsonPropertyOrder({
  "taskId",
  "tenant",
  "type",
  "queue",
  "attempt",
  "input",
  "checkpoint",
  "lostRuns",
  "children",
  "expiresAt"
})
public record WorkItem(
    TaskId taskId,
    String tenant,
    @JsonUnwrapped Placement placement,
    int attempt,
    @JsonUnwrapped RunSpec run,
    @JsonUnwrapped EarlierRuns earlier,
    Instant expiresAt,
    String traceparent)
    implements Placed, TenantOwned, Traced {

  public WorkItem {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
    Require.present(placement, "placement");
    Require.that(attempt >= 1, "attempt", "be 1 or more", attempt);
    Require.present(run, "run");
    Require.present(run.input(), "input");
    Require.present(earlier, "earlier");
  }

  /// The first attempt of a task that came by the direct route.
  public static WorkItem direct(SubmitTask task) {
    return new WorkItem(
        task.taskId(),
        task.tenant(),
        task.placement(),
        1,
        task.spec().run(),
        EarlierRuns.NONE,
        task.timing().expiresAt(),
        task.traceparent());
  }

  /// The same attempt after `more` further runs were lost.
  public WorkItem afterLosing(int more) {
    return new WorkItem(
        taskId, tenant, placement, attempt, run, earlier.losing(more), expiresAt, traceparent);
  }

  public JsonNode input() {
    return run.input();
  }

  public Duration timeout() {
    return run.timeout();
  }

  public JsonNode checkpoint() {
    return earlier.checkpoint();
  }

  public int lostRuns() {
    return earlier.lostRuns();
  }

  public Children children() {
    return earlier.children();
  }

  /// How many ended children this tells of.
  public int childrenTold() {
    return children() == null ? 0 : children().count();
  }
}
