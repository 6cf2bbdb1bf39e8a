package dev.offload.ingest.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads the members of one JSON object, one after the other. Mistakes go to [Faults]; a member
/// that nobody asked for is a mistake, too.
public final class Members {

  private final JsonNode object;
  private final String pointer;
  private final Faults faults;
  private final Set<String> known = new HashSet<>();

  private Members(JsonNode object, String pointer, Faults faults) {
    this.object = object;
    this.pointer = pointer;
    this.faults = faults;
  }

  /// Empty, with a fault, if `node` is not an object.
  public static Optional<Members> of(JsonNode node, String pointer, Faults faults) {
    if (!node.isObject()) {
      faults.add(pointer, "must be an object");
      return Optional.empty();
    }
    return Optional.of(new Members(node, pointer, faults));
  }

  public String pointerTo(String name) {
    return pointer + "/" + escaped(name);
  }

  /// A member of any kind, null included.
  public Optional<JsonNode> any(String name) {
    known.add(name);
    return Optional.ofNullable(object.get(name));
  }

  public Optional<String> text(String name) {
    Optional<JsonNode> member = any(name);
    if (member.isPresent() && !member.get().isTextual()) {
      faults.add(pointerTo(name), "must be a string");
      return Optional.empty();
    }
    return member.map(JsonNode::textValue);
  }

  /// A string that is parsed. `rule` says what it must be.
  public <T> Optional<T> parsed(String name, String rule, Function<String, Optional<T>> parser) {
    Optional<String> text = text(name);
    Optional<T> value = text.flatMap(parser);
    if (text.isPresent() && value.isEmpty()) {
      faults.add(pointerTo(name), "must be " + rule);
    }
    return value;
  }

  /// An integer may be written as `3.0`, since JSON knows only numbers.
  public Optional<Integer> integer(String name) {
    Optional<JsonNode> member = any(name);
    if (member.isPresent() && !isInteger(member.get())) {
      faults.add(pointerTo(name), "must be an integer");
      return Optional.empty();
    }
    return member.map(JsonNode::intValue);
  }

  private static boolean isInteger(JsonNode node) {
    return node.isNumber() && node.canConvertToExactIntegral() && node.canConvertToInt();
  }

  public Optional<Double> number(String name) {
    Optional<JsonNode> member = any(name);
    if (member.isPresent() && !member.get().isNumber()) {
      faults.add(pointerTo(name), "must be a number");
      return Optional.empty();
    }
    return member.map(JsonNode::doubleValue);
  }

  public Optional<Boolean> flag(String name) {
    Optional<JsonNode> member = any(name);
    if (member.isPresent() && !member.get().isBoolean()) {
      faults.add(pointerTo(name), "must be true or false");
      return Optional.empty();
    }
    return member.map(JsonNode::booleanValue);
  }

  public Optional<Members> object(String name) {
    return any(name).flatMap(node -> of(node, pointerTo(name), faults));
  }

  public Optional<JsonNode> array(String name, int maxSize) {
    Optional<JsonNode> member = any(name);
    if (member.isPresent() && !member.get().isArray()) {
      faults.add(pointerTo(name), "must be an array");
      return Optional.empty();
    }
    if (member.isPresent() && member.get().size() > maxSize) {
      faults.add(pointerTo(name), "must have at most " + maxSize + " items");
      return Optional.empty();
    }
    return member;
  }

  /// Call this after all known members have been read.
  public void refuseOthers() {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        faults.add(pointerTo(name), "is not a known member");
      }
    }
  }

  /// As a part of a JSON pointer (RFC 6901).
  public static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
