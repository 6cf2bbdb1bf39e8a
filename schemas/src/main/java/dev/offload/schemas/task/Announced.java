package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.json.Json;
import java.util.List;

/// What has ended, as its owner sees it: a task or a group.
public sealed interface Announced permits PublicTask, PublicGroup {
  /// The member that says who is told of its end.
  String NOTIFY = "notify";

  /// Its id.
  FormerId subject();

  /// What has happened, in the words of webhooks: `task.succeeded` or similar.
  String event();

  boolean hasEnded();

  /// The subscribers of its end.
  List<Notify> notifications();

  /// Its successors, with the ids that they have or will have.
  List<SuccessorRef> then();

  /// Texts to find it by.
  List<String> tags();

  /// The same as outsiders see it: receivers of events, and users who have a token. It has an empty
  /// `notify`: who else is told of its end is its owner's business. No secret is in it anyway,
  /// since inputs are not shown.
  Announced forOutsiders();

  /// The same for a task or a group that is JSON already. Members that only another release knows
  /// stay.
  static ObjectNode forOutsiders(JsonNode whole) {
    ObjectNode shown = whole.deepCopy();
    if (shown.has(NOTIFY)) {
      shown.putArray(NOTIFY);
    }
    return shown;
  }

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
