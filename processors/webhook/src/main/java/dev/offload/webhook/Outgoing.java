package dev.offload.webhook;

import dev.offload.schemas.notify.WebhookUrl;
import java.util.Map;

/// A request to a receiver.
sealed interface Outgoing permits SignedWebhook, ConsentRequest {
  WebhookUrl url();

  /// All of its headers, but for those that every request has.
  Map<String, String> headers();
}
