package dev.offload.webhook;

import dev.offload.schemas.url.OutsideUrl;
import java.util.Map;

/// A request to a receiver.
sealed interface Outgoing permits SignedWebhook, ConsentRequest {
  OutsideUrl url();

  /// All headers except those that every request has.
  Map<String, String> headers();
}
