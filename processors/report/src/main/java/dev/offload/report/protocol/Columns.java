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

/// What a sender says of a source's columns: an object of names and types, or a list that tells
/// their order, too.
///
/// @param ordered whether it was a list
public record Columns(List<Wish> wishes, boolean ordered) {
  public static final int MOST = 1_000;
  private static final int MOST_DIGITS = 38;
  private static final Pattern TYPE =
      Pattern.compile(
          "VARCHAR|BOOLEAN|INTEGER|BIGINT|HUGEINT|DOUBLE|DATE|TIME|TIMESTAMP|TIMESTAMPTZ"
              + "|DECIMAL\\(([1-9][0-9]?),([0-9]{1,2})\\)");

  /// A column.
  ///
  /// @param type null: it is found out
  public record Wish(String name, String type) {
    public Wish {
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
    wishes = List.copyOf(wishes);
    require(!wishes.isEmpty(), "columns are empty");
    require(wishes.size() <= MOST, "there are more than %d columns".formatted(MOST));
    Set<String> names = new HashSet<>();
    for (Wish wish : wishes) {
      require(names.add(wish.name), "column %s is named twice".formatted(wish.name));
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Columns of(JsonNode json) {
    List<Wish> wishes = new ArrayList<>();
    if (json.isObject()) {
      json.properties()
          .forEach(entry -> wishes.add(new Wish(entry.getKey(), text(entry.getValue()))));
    } else if (json.isArray()) {
      json.forEach(each -> wishes.add(new Wish(text(each.get("name")), text(each.get("type")))));
    } else {
      throw new IllegalArgumentException("columns must be an object or a list");
    }
    return new Columns(wishes, json.isArray());
  }

  @JsonValue
  JsonNode json() {
    if (!ordered) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      wishes.forEach(wish -> object.put(wish.name, wish.type));
      return object;
    }
    var list = JsonNodeFactory.instance.arrayNode();
    wishes.forEach(wish -> list.addObject().put("name", wish.name).put("type", wish.type));
    return list;
  }

  /// The type that is said of a column.
  public Optional<String> type(String name) {
    return wishes.stream().filter(wish -> wish.name.equals(name)).findFirst().map(Wish::type);
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
