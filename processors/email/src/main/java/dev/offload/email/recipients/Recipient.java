package dev.offload.email.recipients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.json.NegativeZero;
import java.util.LinkedHashMap;
import java.util.Map;

/// A recipient of a mailing. `index` counts the recipients of the whole mailing from 0, including
/// invalid ones, and so identifies this one. `name` and `data` may be null.
public record Recipient(int index, String email, String name, ObjectNode data) {
  /// The values for templates, as maps, lists, strings, decimals and booleans, without nulls.
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("email", email);
    values.put("name", name == null ? "" : name);
    values.put("data", data == null ? Map.of() : plain(data));
    return values;
  }

  private static Map<String, Object> plain(ObjectNode data) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : data.properties()) {
      if (!member.getValue().isNull()) {
        members.put(member.getKey(), plain(member.getValue()));
      }
    }
    return members;
  }

  private static Object plain(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> plain(object);
      case ArrayNode array ->
          array.valueStream().filter(one -> !one.isNull()).map(Recipient::plain).toList();
      case NumericNode number -> NegativeZero.orElse(number.decimalValue(), number.asText());
      case BooleanNode bool -> bool.booleanValue();
      default -> node.asText();
    };
  }
}
