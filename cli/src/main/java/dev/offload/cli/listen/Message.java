package dev.offload.cli.listen;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.task.Announced;
import dev.offload.schemas.task.TaskState;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// A webhook that tells what has happened to a task or a group, as an endpoint gets it.
///
/// @param id the same whenever the same is told
/// @param type what happened, such as `task.failed`
record Message(String id, String type, String body) {
  /// How a run ends that another one follows.
  private static final Set<String> FAILURES = Set.of("failed", "lost");

  /// The message about a task as `GET /v1/tasks/{id}` shows it. Empty if endpoints would not
  /// be told of it.
  static Optional<Message> of(JsonNode task) {
    String state = task.path("state").asText();
    return Stream.of(TaskState.values())
        .filter(one -> one.toString().equals(state))
        .findFirst()
        .flatMap(one -> one.hasEnded() ? Optional.of(ended(task, one)) : ofRun(task, one));
  }

  /// The message about a group as `GET /v1/groups/{id}` shows it. Empty if the group has not
  /// ended.
  static Optional<Message> ofGroup(JsonNode group) {
    String type = "group." + group.path("state").asText();
    String id = group.path("id").asText() + "_" + group.path("version").asLong();
    return EventPattern.OF_GROUPS.contains(type)
        ? Optional.of(of(group, id, type, group.path("finishedAt").asText()))
        : Optional.empty();
  }

  /// A task that was replayed ends once more, in a later version.
  private static Message ended(JsonNode task, TaskState state) {
    String id = task.path("id").asText() + "_" + task.path("version").asLong();
    return of(task, id, EventPattern.ofEnd(state), task.path("finishedAt").asText());
  }

  private static Optional<Message> ofRun(JsonNode task, TaskState state) {
    JsonNode run = task.path("attempts").path(task.path("attempts").size() - 1);
    boolean isOver = run.hasNonNull("ended");
    if (state == TaskState.RUNNING && run.isObject() && !isOver) {
      return Optional.of(ofRun(task, run, EventPattern.STARTED, run.path("started").asText()));
    }
    return state == TaskState.RETRYING && FAILURES.contains(run.path("outcome").asText())
        ? Optional.of(ofRun(task, run, EventPattern.RETRYING, run.path("ended").asText()))
        : Optional.empty();
  }

  /// Several versions of a task may show the same run.
  private static Message ofRun(JsonNode task, JsonNode run, String type, String at) {
    String id =
        "%s_%s_%s"
            .formatted(
                task.path("id").asText(),
                type.substring(type.indexOf('.') + 1),
                UUID.nameUUIDFromBytes(
                    (run.path("number").asText() + " " + run.path("started").asText())
                        .getBytes(UTF_8)));
    return of(task, id, type, at);
  }

  private static Message of(JsonNode subject, String id, String type, String at) {
    JsonNode body =
        Json.MAPPER
            .createObjectNode()
            .put("type", type)
            .put("timestamp", at)
            .set("data", Announced.forOutsiders(subject));
    return new Message(id, type, body.toString());
  }
}
