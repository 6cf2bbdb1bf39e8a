package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/// A task as its owner sees it: over HTTP, in Server-Sent Events, in webhooks and in completions.
public record PublicTask(
    TaskId id,
    String type,
    String queue,
    TaskState state,
    long version,
    Origin origin,
    TaskId parent,
    Progress progress,
    JsonNode result,
    List<OutputFile> files,
    TaskError error,
    List<Attempt> attempts,
    RetryPolicy retry,
    @JsonProperty("notify") List<Notify> notifications,
    List<String> tags,
    Instant createdAt,
    Instant runAt,
    Instant startedAt,
    Instant finishedAt,
    Instant cancelRequestedAt,
    Links links) {
  public PublicTask {
    Require.present(id, "id");
    Require.present(state, "state");
    files = files == null ? List.of() : List.copyOf(files);
    attempts = attempts == null ? List.of() : List.copyOf(attempts);
    notifications = notifications == null ? List.of() : List.copyOf(notifications);
    tags = tags == null ? List.of() : List.copyOf(tags);
  }

  /// Related addresses.
  public record Links(URI self, URI events) {
    static Links of(TaskId id) {
      return new Links(URI.create("/v1/tasks/" + id), URI.create("/v1/tasks/" + id + "/events"));
    }
  }

  public static PublicTask of(Task task, Progress progress) {
    return new PublicTask(
        task.id(),
        task.type(),
        task.queue(),
        task.state(),
        task.version(),
        task.origin(),
        task.parent(),
        progress,
        task.result(),
        task.files(),
        task.error(),
        task.attempts(),
        task.retry(),
        task.notifications(),
        task.tags(),
        task.createdAt(),
        task.runAt(),
        task.startedAt(),
        task.finishedAt(),
        task.cancelRequestedAt(),
        Links.of(task.id()));
  }
}
