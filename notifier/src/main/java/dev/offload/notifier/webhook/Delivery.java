package dev.offload.notifier.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.webhook.WebhookUrl;

/// The input of a task of type `webhook`: the URL and the body.
public record Delivery(WebhookUrl url, JsonNode event) {
  /// The type and the queue of delivery tasks.
  public static final String TYPE = "webhook";

  public Delivery {
    Require.present(url, "url");
    Require.present(event, "event");
  }
}
