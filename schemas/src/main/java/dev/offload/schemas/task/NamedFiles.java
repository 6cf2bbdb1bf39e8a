package dev.offload.schemas.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the files that JSON names: every file id in a text or in a member's name, alone or
/// inside a longer text such as a link. Finding too many ids is better than missing one, since
/// the files that a task names are kept for it.
public final class NamedFiles {
  private static final String PREFIX = "fil_";
  private static final Pattern ID =
      Pattern.compile(
          PREFIX + "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  private NamedFiles() {}

  /// Each id once, in order. `json` may be null.
  public static List<String> in(JsonNode json) {
    return and(List.of(), json);
  }

  /// The ids in `known` and in `json`, each once, in order. `json` may be null.
  public static List<String> and(List<String> known, JsonNode json) {
    Set<String> ids = new TreeSet<>(known);
    collect(json, ids);
    return List.copyOf(ids);
  }

  /// The ids in `known` and `more`, each once, in order.
  public static List<String> together(List<String> known, List<String> more) {
    Set<String> ids = new TreeSet<>(known);
    ids.addAll(more);
    return List.copyOf(ids);
  }

  private static void collect(JsonNode json, Set<String> ids) {
    if (json == null) {
      return;
    }
    if (json.isTextual()) {
      collect(json.textValue(), ids);
    }
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      collect(member.getKey(), ids);
    }
    for (JsonNode part : json) {
      collect(part, ids);
    }
  }

  private static void collect(String text, Set<String> ids) {
    if (!text.contains(PREFIX)) {
      return;
    }
    Matcher matcher = ID.matcher(text);
    while (matcher.find()) {
      ids.add(matcher.group());
    }
  }
}
