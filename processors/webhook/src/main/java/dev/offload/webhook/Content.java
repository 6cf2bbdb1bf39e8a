package dev.offload.webhook;

import java.util.Map;

/// What a webhook says.
///
/// @param type of the body, as in `Content-Type`
/// @param headers that belong to it
record Content(String type, String body, Map<String, String> headers) {
  private static final String JSON = "application/json";

  Content {
    headers = Map.copyOf(headers);
  }

  static Content json(String body) {
    return new Content(JSON, body, Map.of());
  }
}
