package dev.offload.schemas.task;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The references in a successor's input to the task or group that it follows: objects such as
/// `{"$from": "/files/0/id"}`, whose only member is a JSON Pointer (RFC 6901). Each is replaced by
/// what its pointer finds in the former as users see it.
public final class References {
  /// The only member of a reference.
  public static final String MEMBER = "$from";

  private References() {}

  /// An input without its references.
  ///
  /// @param json the input; a reference that finds nothing is still in it
  /// @param missing the first pointer that finds nothing; empty if all find something
  public record Resolved(JsonNode json, Optional<String> missing) {}

  /// Whether `json` is a reference. Its pointer may still be invalid.
  public static boolean isReference(JsonNode json) {
    return json.isObject() && json.size() == 1 && json.has(MEMBER);
  }

  /// Whether a reference's pointer can be one.
  public static boolean isPointer(JsonNode pointer) {
    return pointer.isTextual() && parsed(pointer.textValue()).isPresent();
  }

  /// Whether there is a reference in `json`.
  public static boolean isIn(JsonNode json) {
    if (isReference(json)) {
      return true;
    }
    for (JsonNode part : json) {
      if (isIn(part)) {
        return true;
      }
    }
    return false;
  }

  /// `input` with everything that its references find in `former`. What is found is not searched
  /// for references again.
  public static Resolved resolve(JsonNode input, JsonNode former) {
    List<String> missing = new ArrayList<>();
    JsonNode json = isIn(input) ? resolved(input, former, missing) : input;
    return new Resolved(json, missing.stream().findFirst());
  }

  private static JsonNode resolved(JsonNode json, JsonNode former, List<String> missing) {
    if (isReference(json)) {
      String pointer = json.get(MEMBER).asText();
      JsonNode found = parsed(pointer).map(former::at).orElseGet(() -> json.path(""));
      if (found.isMissingNode()) {
        missing.add(pointer);
        return json;
      }
      return found;
    }
    if (json.isObject()) {
      ObjectNode object = ((ObjectNode) json).objectNode();
      for (Map.Entry<String, JsonNode> member : json.properties()) {
        object.set(member.getKey(), resolved(member.getValue(), former, missing));
      }
      return object;
    }
    if (json.isArray()) {
      ArrayNode array = ((ArrayNode) json).arrayNode();
      json.forEach(item -> array.add(resolved(item, former, missing)));
      return array;
    }
    return json;
  }

  private static Optional<JsonPointer> parsed(String pointer) {
    try {
      return Optional.of(JsonPointer.compile(pointer));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
