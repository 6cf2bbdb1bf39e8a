package dev.offload.schemas.task;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// The references in a task's input to what it follows: objects such as
/// `{"$from": "/files/0/id"}`, whose only member is a JSON Pointer (RFC 6901). Each is replaced
/// by what its pointer finds in the former as users see it. If a task follows several others, a
/// pointer begins with the name of one.
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

  /// The pointers of all references in `json`, each once.
  public static Set<String> pointers(JsonNode json) {
    Set<String> pointers = new TreeSet<>();
    collect(json, pointers);
    return pointers;
  }

  private static void collect(JsonNode json, Set<String> pointers) {
    if (isReference(json)) {
      pointers.add(json.get(MEMBER).asText());
    } else {
      json.forEach(part -> collect(part, pointers));
    }
  }

  /// The name that a pointer into one of several formers begins with; empty if it has none.
  public static String nameIn(String pointer) {
    return parsed(pointer).map(JsonPointer::getMatchingProperty).orElse("");
  }

  /// What pointers into one of several formers find in that one, as users see it. Those that find
  /// nothing are left out. `former` may be null: nothing is known of it.
  public static Map<String, JsonNode> found(PublicTask former, Collection<String> pointers) {
    JsonNode shown = pointers.isEmpty() ? null : Json.MAPPER.valueToTree(former);
    Map<String, JsonNode> found = new TreeMap<>();
    for (String pointer : pointers) {
      parsed(pointer)
          .map(JsonPointer::tail)
          .map(shown::at)
          .filter(one -> !one.isMissingNode())
          .ifPresent(one -> found.put(pointer, one));
    }
    return found;
  }

  /// What was found, as one object.
  public static JsonNode json(Map<String, JsonNode> found) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    found.forEach(json::set);
    return json;
  }

  /// `input` with everything that its references find in `former`. What is found is not searched
  /// for references again.
  public static Resolved resolve(JsonNode input, JsonNode former) {
    return resolveWith(
        input, pointer -> parsed(pointer).map(former::at).filter(found -> !found.isMissingNode()));
  }

  /// The same with what `find` finds.
  public static Resolved resolveWith(JsonNode input, Function<String, Optional<JsonNode>> find) {
    List<String> missing = new ArrayList<>();
    JsonNode json = isIn(input) ? resolved(input, find, missing) : input;
    return new Resolved(json, missing.stream().findFirst());
  }

  private static JsonNode resolved(
      JsonNode json, Function<String, Optional<JsonNode>> find, List<String> missing) {
    if (isReference(json)) {
      String pointer = json.get(MEMBER).asText();
      Optional<JsonNode> found = find.apply(pointer);
      if (found.isEmpty()) {
        missing.add(pointer);
      }
      return found.orElse(json);
    }
    if (json.isObject()) {
      ObjectNode object = ((ObjectNode) json).objectNode();
      for (Map.Entry<String, JsonNode> member : json.properties()) {
        object.set(member.getKey(), resolved(member.getValue(), find, missing));
      }
      return object;
    }
    if (json.isArray()) {
      ArrayNode array = ((ArrayNode) json).arrayNode();
      json.forEach(item -> array.add(resolved(item, find, missing)));
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
