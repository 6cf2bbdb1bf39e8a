package dev.offload.schemas.notify;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;

/// Something that happens to a task, of which endpoints are told.
///
/// @param type such as `task.started`
/// @param occasion what makes it the same delivery, if it is found twice
public record Happening(String type, String occasion, Instant at) {
  public Happening {
    Require.text(type, "type");
    Require.text(occasion, "occasion");
    Require.present(at, "at");
  }

  /// A run has begun.
  public static Happening started(TaskId task, Attempt run) {
    return of(task, EventPattern.STARTED, "started", run, run.started());
  }

  /// A run has failed, and another follows.
  public static Happening retrying(TaskId task, Attempt run) {
    return of(task, EventPattern.RETRYING, "retrying", run, run.ended());
  }

  /// All progress of a second is one.
  public static Happening progress(TaskProgress progress) {
    return new Happening(
        EventPattern.PROGRESS,
        "%s progress %d".formatted(progress.taskId(), progress.at().getEpochSecond()),
        progress.at());
  }

  /// Version `version` of the task is the one that says so.
  public static Happening ended(TaskId task, long version, TaskState state, Instant at) {
    return new Happening(EventPattern.ofEnd(state), Completion.idOf(task, version), at);
  }

  private static Happening of(TaskId task, String type, String word, Attempt run, Instant at) {
    return new Happening(
        type, "%s %s %d %s".formatted(task, word, run.number(), run.started()), at);
  }

  /// The task that tells an endpoint of `tenant` of it.
  public TaskId deliveryTo(String tenant, EndpointId endpoint) {
    return TaskId.derived(tenant, Delivery.TYPE, occasion, endpoint.toString());
  }
}
