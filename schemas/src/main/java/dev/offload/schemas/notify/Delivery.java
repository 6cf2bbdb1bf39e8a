package dev.offload.schemas.notify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;

/// A delivery: the input of a system task of type `webhook`, which posts `event` to `url`.
public record Delivery(WebhookUrl url, JsonNode event) {
  /// The type and the queue of delivery tasks.
  public static final String TYPE = "webhook";

  /// The member of the input that has the URL.
  public static final String URL = "url";

  /// The member of the input that has the body of the webhook.
  public static final String EVENT = "event";

  public Delivery {
    Require.present(url, URL);
    Require.present(event, EVENT);
  }
}
