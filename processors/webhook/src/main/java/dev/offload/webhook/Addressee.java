package dev.offload.webhook;

import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.notify.WebhookUrl;

/// Who gets a delivery.
///
/// @param breaker whose circuit breaker lets it go
record Addressee(WebhookUrl url, BreakerKey breaker) {
  static Addressee of(String tenant, Endpoint endpoint) {
    return new Addressee(
        endpoint.terms().url(),
        new BreakerKey.OfEndpoint(tenant, endpoint.id(), endpoint.revision()));
  }

  static Addressee of(String tenant, WebhookUrl url) {
    return new Addressee(url, new BreakerKey.OfReceiver(tenant, url.host(), url.effectivePort()));
  }
}
