package dev.offload.report.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// What must hold for a row. Exactly one member besides `column` says it.
///
/// @param in one of these values
/// @param contains a part of the text, in upper or lower case
/// @param missing whether there is no value
public record Condition(
    String column,
    JsonNode is,
    JsonNode isNot,
    JsonNode lessThan,
    JsonNode atMost,
    JsonNode moreThan,
    JsonNode atLeast,
    List<JsonNode> in,
    String contains,
    Boolean missing) {
  public static final int MOST_VALUES = 1_000;
  private static final int LONGEST = 10_000;

  public Condition {
    in = in == null ? null : List.copyOf(in);
    Ask.requireName("ask.filter.column", column);
    Map<String, JsonNode> compared = compared(is, isNot, lessThan, atMost, moreThan, atLeast);
    int said =
        compared.size()
            + (in == null ? 0 : 1)
            + (contains == null ? 0 : 1)
            + (missing == null ? 0 : 1);
    Ask.require(
        said == 1,
        "ask.filter: a condition has exactly one of is, isNot, lessThan, atMost, moreThan, atLeast,"
            + " in, contains and missing");
    compared.values().forEach(Condition::requireValue);
    if (in != null) {
      Ask.require(
          !in.isEmpty() && in.size() <= MOST_VALUES,
          "ask.filter.in has 1 to %,d values".formatted(MOST_VALUES));
      in.forEach(Condition::requireValue);
    }
    Ask.require(
        contains == null || contains.length() <= LONGEST,
        "ask.filter.contains has more than %,d characters".formatted(LONGEST));
  }

  /// The condition as SQL. Its values go to `values`, under new names.
  String sql(Map<String, JsonNode> values) {
    String name = Ask.quoted(column);
    if (missing != null) {
      return name + (missing ? " IS NULL" : " IS NOT NULL");
    }
    if (contains != null) {
      JsonNode text = TextNode.valueOf(contains);
      return "contains(lower(CAST(%s AS VARCHAR)), lower(%s))".formatted(name, bound(text, values));
    }
    if (in != null) {
      return in.stream()
          .map(value -> bound(value, values))
          .collect(Collectors.joining(", ", name + " IN (", ")"));
    }
    var one = compared(is, isNot, lessThan, atMost, moreThan, atLeast).entrySet().iterator().next();
    return "%s %s %s".formatted(name, one.getKey(), bound(one.getValue(), values));
  }

  private static String bound(JsonNode value, Map<String, JsonNode> values) {
    String name = "v" + (values.size() + 1);
    values.put(name, value);
    return "$" + name;
  }

  private static void requireValue(JsonNode value) {
    Ask.require(
        value.isTextual() || value.isNumber() || value.isBoolean(),
        "ask.filter: a value must be a text, a number or a boolean");
    Ask.require(
        value.asText().length() <= LONGEST,
        "ask.filter: a value has more than %,d characters".formatted(LONGEST));
  }

  /// The comparisons that are there, by their operators.
  private static Map<String, JsonNode> compared(
      JsonNode is,
      JsonNode isNot,
      JsonNode lessThan,
      JsonNode atMost,
      JsonNode moreThan,
      JsonNode atLeast) {
    Map<String, JsonNode> compared = new LinkedHashMap<>();
    compared.put("=", is);
    compared.put("IS DISTINCT FROM", isNot);
    compared.put("<", lessThan);
    compared.put("<=", atMost);
    compared.put(">", moreThan);
    compared.put(">=", atLeast);
    compared.values().removeIf(Objects::isNull);
    return compared;
  }
}
