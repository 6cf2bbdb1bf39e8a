package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import java.util.List;

/// What has ended, as its owner sees it: a task or a group.
public sealed interface Announced permits PublicTask, PublicGroup {
  /// Its id.
  FormerId subject();

  /// What has happened, in the words of webhooks: `task.succeeded` or similar.
  String event();

  boolean hasEnded();

  /// The subscribers of its end.
  List<Notify> notifications();

  /// Texts to find it by.
  List<String> tags();

  /// Its id says which of the two it is.
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Announced read(JsonNode json) throws JsonProcessingException {
    boolean isGroup = json.path("id").asText().startsWith(GroupId.PREFIX);
    return Json.MAPPER.treeToValue(json, type(isGroup));
  }

  /// The record of a group, or of a task.
  static Class<? extends Announced> type(boolean isGroup) {
    return isGroup ? PublicGroup.class : PublicTask.class;
  }
}
