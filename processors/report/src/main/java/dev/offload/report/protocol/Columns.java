package dev.offload.report.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a client says about a source's columns: an object of names and types, or a list, which
/// also gives their order.
///
/// @param ordered whether the client gave a list
public record Columns(List<Given> given, boolean ordered) {
  public static final int MOST = 1_000;
  private static final int MOST_DIGITS = 38;
  private static final Pattern TYPE =
      Pattern.compile(
          "VARCHAR|BOOLEAN|INTEGER|BIGINT|HUGEINT|DOUBLE|DATE|TIME|TIMESTAMP|TIMESTAMPTZ"
              + "|DECIMAL\\(([1-9][0-9]?),([0-9]{1,2})\\)");

  /// A column.
  ///
  /// @param type null if it is to be found out
  public record Given(String name, String type) {
    public Given {
      require(name != null && !name.isBlank(), "a column has no name");
      if (type != null) {
        var found = TYPE.matcher(type);
        require(found.matches(), "column %s: there is no type %s".formatted(name, type));
        if (found.group(1) != null) {
          int precision = Integer.parseInt(found.group(1));
          int scale = Integer.parseInt(found.group(2));
          require(
              precision <= MOST_DIGITS && scale <= precision,
              "column %s: %s has more than 38 digits, or more decimals than digits"
                  .formatted(name, type));
        }
      }
    }
  }

  public Columns {
    given = List.copyOf(given);
    require(!given.isEmpty(), "columns are empty");
    require(given.size() <= MOST, "there are more than %d columns".formatted(MOST));
    Set<String> names = new HashSet<>();
    for (Given column : given) {
      require(names.add(column.name), "column %s is named twice".formatted(column.name));
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Columns of(JsonNode json) {
    List<Given> given = new ArrayList<>();
    if (json.isObject()) {
      json.properties()
          .forEach(entry -> given.add(new Given(entry.getKey(), text(entry.getValue()))));
    } else if (json.isArray()) {
      json.forEach(each -> given.add(new Given(text(each.get("name")), text(each.get("type")))));
    } else {
      throw new IllegalArgumentException("columns must be an object or a list");
    }
    return new Columns(given, json.isArray());
  }

  @JsonValue
  JsonNode json() {
    if (!ordered) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      given.forEach(column -> object.put(column.name, column.type));
      return object;
    }
    var list = JsonNodeFactory.instance.arrayNode();
    given.forEach(column -> list.addObject().put("name", column.name).put("type", column.type));
    return list;
  }

  /// The type that the client gives for a column.
  public Optional<String> type(String name) {
    return given.stream().filter(column -> column.name.equals(name)).findFirst().map(Given::type);
  }

  private static String text(JsonNode node) {
    return node == null || node.isNull() ? null : node.asText();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
