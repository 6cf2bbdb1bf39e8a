package dev.offload.report.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The named parameters of a query, such as `$region`, and their values. DuckDB's driver knows
/// parameters by numbers, so each name gets one: `$region` becomes `$1     `. Values are bound to
/// these numbers. They never become a part of the query's text.
final class NamedParameters {
  private static final int MOST_DIGITS = 38;
  private static final int DIGITS_OF_ANY_LONG = 18;

  /// Every parameter in the query, by its name in lower case.
  private final List<String> names;
  private final List<Object> values;
  private final List<Place> places;

  private NamedParameters(List<String> names, List<Object> values, List<Place> places) {
    this.names = names;
    this.values = values;
    this.places = places;
  }

  /// Where a parameter is in the query.
  ///
  /// @param name in lower case
  /// @param from the byte of its `$`
  /// @param length in bytes, with the `$`
  private record Place(String name, int from, int length) {}

  /// Refuses a parameter that has no value, and a value that has no parameter.
  ///
  /// @param tree the query as DuckDB's parser sees it
  static NamedParameters of(JsonNode tree, Map<String, JsonNode> given) throws UnfitReport {
    List<Place> places = new ArrayList<>();
    collect(tree, places);
    places = places.stream().distinct().sorted(Comparator.comparing(Place::from)).toList();
    Set<String> used = new LinkedHashSet<>();
    places.forEach(place -> used.add(place.name));
    Map<String, JsonNode> byName = new TreeMap<>();
    given.forEach((name, value) -> byName.put(lower(name), value));
    List<Object> values = new ArrayList<>();
    for (String name : used) {
      if (!byName.containsKey(name)) {
        throw refusal(
            Character.isDigit(name.charAt(0))
                ? "the query has a parameter without a name; write $name, not ? or $1"
                : "the query has $%s, but parameters has no %s".formatted(name, name));
      }
      values.add(value(name, byName.get(name)));
    }
    for (String name : given.keySet()) {
      if (!used.contains(lower(name))) {
        throw refusal("parameters has %s, but the query has no $%s".formatted(name, name));
      }
    }
    return new NamedParameters(List.copyOf(used), values, places);
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /// The values, in the order of their numbers.
  List<Object> values() {
    return values;
  }

  /// The query with numbers, which are put where the parser has seen the names. Places of what
  /// follows stay the same where the number is not longer than the name.
  String numbered(String sql) {
    byte[] all = sql.getBytes(UTF_8);
    ByteArrayOutputStream numbered = new ByteArrayOutputStream();
    int at = 0;
    for (Place place : places) {
      String number = "$" + (names.indexOf(place.name) + 1);
      numbered.write(all, at, place.from - at);
      numbered.writeBytes(
          (number + " ".repeat(Math.max(0, place.length - number.length()))).getBytes(UTF_8));
      at = place.from + place.length;
    }
    numbered.write(all, at, all.length - at);
    return numbered.toString(UTF_8);
  }

  /// The tree of the query with numbers, which must be that of the query with names. It has no
  /// places.
  JsonNode numbered(JsonNode tree) {
    JsonNode copy = tree.deepCopy();
    number(copy);
    return copy;
  }

  /// The tree without places, and without the parser's own list of parameters.
  static JsonNode withoutPlaces(JsonNode tree) {
    JsonNode copy = tree.deepCopy();
    for (String name : List.of("query_location", "query_location_length", "named_param_map")) {
      copy.findParents(name).forEach(each -> ((ObjectNode) each).remove(name));
    }
    return copy;
  }

  private void number(JsonNode node) {
    if (isParameter(node)) {
      int number = names.indexOf(lower(node.path("identifier").asText())) + 1;
      ((ObjectNode) node).put("identifier", Integer.toString(number));
    }
    node.forEach(this::number);
  }

  private static void collect(JsonNode node, List<Place> places) {
    if (isParameter(node)) {
      places.add(
          new Place(
              lower(node.path("identifier").asText()),
              node.path("query_location").asInt(),
              node.path("query_location_length").asInt()));
    }
    node.forEach(child -> collect(child, places));
  }

  private static boolean isParameter(JsonNode node) {
    return node.isObject() && node.path("class").asText().equals("PARAMETER");
  }

  /// The value for the driver: a text, a boolean, a number or null.
  private static Object value(String name, JsonNode json) throws UnfitReport {
    if (json.isNumber()) {
      return number(name, json.decimalValue());
    }
    return json.isNull() ? null : json.isBoolean() ? json.booleanValue() : json.asText();
  }

  private static Object number(String name, BigDecimal number) throws UnfitReport {
    BigDecimal plain = number.stripTrailingZeros();
    long before = (long) plain.precision() - plain.scale();
    if (plain.scale() <= 0 && before <= DIGITS_OF_ANY_LONG) {
      return plain.longValueExact();
    }
    if (plain.scale() <= MOST_DIGITS
        && Math.max(before, 0) + Math.max(plain.scale(), 0) <= MOST_DIGITS) {
      return plain.setScale(Math.max(0, plain.scale()));
    }
    double nearest = plain.doubleValue();
    if (Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(plain) == 0) {
      return nearest;
    }
    throw refusal("parameters.%s: a number with more digits than 38 is not kept".formatted(name));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static UnfitReport refusal(String words) {
    return new UnfitReport(Reason.PARAMETERS, words);
  }
}
