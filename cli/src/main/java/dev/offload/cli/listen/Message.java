package dev.offload.cli.listen;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.task.TaskState;
import java.util.Optional;
import java.util.stream.Stream;

/// A webhook that tells of the end of a task, as an endpoint gets it.
///
/// @param id the same whenever the same end of the task is told
/// @param type what happened, such as `task.failed`
record Message(String id, String type, String body) {
  /// Of a task as `GET /v1/tasks/{id}` shows it. Empty while it has not ended.
  static Optional<Message> of(JsonNode task) {
    String state = task.path("state").asText();
    return Stream.of(TaskState.values())
        .filter(one -> one.hasEnded() && one.toString().equals(state))
        .map(one -> of(task, EventPattern.ofEnd(one)))
        .findFirst();
  }

  /// A task that was replayed ends once more, in a later version.
  private static Message of(JsonNode task, String type) {
    String id = task.path("id").asText() + "_" + task.path("version").asLong();
    JsonNode body =
        Json.MAPPER
            .createObjectNode()
            .put("type", type)
            .put("timestamp", task.path("finishedAt").asText())
            .set("data", task);
    return new Message(id, type, body.toString());
  }
}
