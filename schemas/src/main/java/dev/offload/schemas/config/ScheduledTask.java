package dev.offload.schemas.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.RetryPolicy;
import java.time.Duration;
import java.util.List;

/// The task that a schedule submits at its times: what a client says of a task, except when.
/// `timeout` is null where an attempt may run as long as it likes.
public record ScheduledTask(
    String type,
    String queue,
    JsonNode input,
    Duration timeout,
    RetryPolicy retry,
    @JsonProperty("notify") List<Notify> notifications,
    List<String> tags) {

  public ScheduledTask {
    Require.text(type, "type");
    Require.text(queue, "queue");
    Require.present(input, "input");
    retry = retry == null ? RetryPolicy.DEFAULT : retry;
    notifications = notifications == null ? List.of() : List.copyOf(notifications);
    tags = tags == null ? List.of() : List.copyOf(tags);
  }

  /// What `task` says, without its name and its time.
  public static ScheduledTask of(SubmitTask task) {
    return new ScheduledTask(
        task.type(),
        task.queue(),
        task.input(),
        task.timeout(),
        task.retry(),
        task.notifications(),
        task.tags());
  }
}
