package dev.offload.email.recipients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.json.Json;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Someone a mailing goes to. `index` counts the recipients of the whole mailing from 0, the
/// invalid ones too, and so names this one for good; name and data may be null.
public record Recipient(int index, String email, String name, ObjectNode data) {
  /// What templates see, as maps, lists, strings, numbers and booleans. A null is absent.
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("email", email);
    values.put("name", name == null ? "" : name);
    values.put("data", data == null ? Map.of() : plain(data));
    return values;
  }

  @SuppressWarnings("unchecked") // a JSON object becomes a map of its names
  private static Map<String, Object> plain(ObjectNode data) {
    return Json.MAPPER.convertValue(withoutNulls(data.deepCopy()), Map.class);
  }

  private static JsonNode withoutNulls(JsonNode node) {
    for (Iterator<JsonNode> members = node.iterator(); members.hasNext(); ) {
      JsonNode member = members.next();
      if (member.isNull()) {
        members.remove();
      } else {
        withoutNulls(member);
      }
    }
    return node;
  }
}
