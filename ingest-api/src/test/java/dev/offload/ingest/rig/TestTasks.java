package dev.offload.ingest.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.WaitingFor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tasks as the lifecycle would write them, changed step by step.
public record TestTasks(Task task) {
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  /// A task of tenant `acme`, type and queue `image`, queued, made at noon and so many seconds.
  public static TestTasks queued(int second) {
    Instant createdAt = NOON.plusSeconds(second);
    SubmitTask submitted =
        SubmitTask.fromClient(
            TaskId.fresh(createdAt),
            "acme",
            TaskSpec.of("image", "image", JsonNodeFactory.instance.objectNode()),
            createdAt);
    return new TestTasks(submitted.begun(Optional.empty()));
  }

  /// The same task, one version later.
  public static TestTasks next(Task task) {
    return new TestTasks(task).with("version", task.version() + 1);
  }

  public TestTasks version(long version) {
    return with("version", version);
  }

  public TestTasks id(TaskId id) {
    return with("id", id);
  }

  public TestTasks tenant(String tenant) {
    return with("tenant", tenant);
  }

  public TestTasks type(String type) {
    return with("type", type);
  }

  public TestTasks queue(String queue) {
    return with("queue", queue);
  }

  /// `files`: null as an older release would write it.
  public TestTasks needs(String... files) {
    return with("needs", files == null ? null : List.of(files));
  }

  /// The files that it has made.
  public TestTasks files(OutputFile... files) {
    return with("files", List.of(files));
  }

  /// It waits or has waited for another one.
  public TestTasks after(String name, TaskId former) {
    return with("after", List.of(new Former(name, former)));
  }

  /// A webhook is told of its end.
  public TestTasks notifying(String url) {
    return with("notify", List.of(Map.of("webhook", url)));
  }

  public TestTasks result(JsonNode result) {
    return with("result", result);
  }

  public TestTasks finishedAt(Instant finishedAt) {
    return with("finishedAt", finishedAt);
  }

  public TestTasks system() {
    return with("origin", Origin.SYSTEM);
  }

  public TestTasks parent(TaskId parent) {
    return with("parent", parent);
  }

  public TestTasks group(GroupId group) {
    return with("group", group);
  }

  public TestTasks user(String user) {
    return with("user", user);
  }

  public TestTasks tags(String... tags) {
    return with("tags", List.of(tags));
  }

  public TestTasks priority(int priority) {
    return with("priority", priority);
  }

  /// As the lifecycle would say it of a task in line.
  public TestTasks waitingFor(WaitingFor reason) {
    return with("waitingFor", reason);
  }

  public TestTasks due(Instant runAt) {
    return with("runAt", runAt);
  }

  public TestTasks state(TaskState state) {
    ObjectNode json = json();
    json.put("state", state.toString());
    if (state.hasEnded()) {
      json.put("finishedAt", task.createdAt().plusSeconds(1).toString());
    }
    return of(json);
  }

  public TestTasks failed(String errorCode, Instant finishedAt) {
    TaskError error = new TaskError(errorCode, "it went wrong", false, 1);
    return state(TaskState.FAILED).with("error", error).finishedAt(finishedAt);
  }

  public TestTasks failedForGood(String errorCode, String message) {
    return state(TaskState.FAILED).with("error", new TaskError(errorCode, message, true, 1));
  }

  public TestTasks attempts(Attempt... attempts) {
    return with("attempts", List.of(attempts));
  }

  public TestTasks running(int attempt) {
    Attempt started = new Attempt(attempt, "worker-1", task.createdAt(), null, null, null);
    return with("attempts", List.of(started)).state(TaskState.RUNNING);
  }

  public static TaskProgress progress(Task task, int attempt, long done) {
    return new TaskProgress(
        task.id(), task.tenant(), attempt, new Progress(done, 100, null), task.createdAt());
  }

  private TestTasks with(String member, Object value) {
    ObjectNode json = json();
    json.set(member, Json.MAPPER.valueToTree(value));
    return of(json);
  }

  private ObjectNode json() {
    return Json.MAPPER.valueToTree(task);
  }

  private static TestTasks of(ObjectNode json) {
    return new TestTasks(Json.MAPPER.convertValue(json, Task.class));
  }
}
