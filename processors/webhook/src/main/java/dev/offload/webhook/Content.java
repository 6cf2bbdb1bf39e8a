package dev.offload.webhook;

import java.util.Map;

/// The content of a webhook.
///
/// @param type of the body, as in `Content-Type`
/// @param headers headers that belong to the content
record Content(String type, String body, Map<String, String> headers) {
  private static final String JSON = "application/json";

  Content {
    headers = Map.copyOf(headers);
  }

  static Content json(String body) {
    return new Content(JSON, body, Map.of());
  }
}
