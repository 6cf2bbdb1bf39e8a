package dev.offload.webhook;

import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.notify.WebhookUrl;

/// Who gets a delivery.
///
/// @param breaker the name of its circuit breaker
record Addressee(WebhookUrl url, String breaker) {
  /// An endpoint has its own, so endpoints on one server do not have to bear each other's failures.
  /// It begins anew when the endpoint is changed.
  static Addressee of(String tenant, Endpoint endpoint) {
    WebhookUrl url = endpoint.terms().url();
    return new Addressee(url, "%s %s %s".formatted(tenant, endpoint.id(), endpoint.revision()));
  }

  /// Tasks may each name a URL of their own, so those on one server share one.
  static Addressee of(String tenant, WebhookUrl url) {
    return new Addressee(url, "%s %s:%d".formatted(tenant, url.host(), url.effectivePort()));
  }
}
