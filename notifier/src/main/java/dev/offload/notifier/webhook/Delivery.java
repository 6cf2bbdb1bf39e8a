package dev.offload.notifier.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.webhook.WebhookUrl;

/// The input of a task of type `webhook`: the URL and the body.
public record Delivery(WebhookUrl url, JsonNode event) {
  /// The type and the queue of delivery tasks.
  public static final String TYPE = "webhook";

  /// The member of the input that has the URL.
  static final String URL = "url";

  public Delivery {
    Require.present(url, URL);
    Require.present(event, "event");
  }
}
