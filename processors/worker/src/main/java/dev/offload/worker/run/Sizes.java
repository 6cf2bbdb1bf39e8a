package dev.offload.worker.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;

/// How large a result or a checkpoint may be. Anything larger belongs in a file.
final class Sizes {
  static final int MAX_STATE_BYTES = 64 * 1024;

  private Sizes() {}

  /// The bytes of `value` on the wire; null has none.
  static int ofJson(JsonNode value) {
    if (value == null) {
      return 0;
    }
    try {
      return Json.MAPPER.writeValueAsBytes(value).length;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON", e);
    }
  }
}
