package dev.offload.webhook;

import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.url.OutsideUrl;

/// The addressee of a delivery.
///
/// @param breaker the circuit breaker that decides whether it may be sent
record Addressee(OutsideUrl url, BreakerKey breaker) {
  static Addressee of(String tenant, Endpoint endpoint) {
    return new Addressee(
        endpoint.terms().url(),
        new BreakerKey.OfEndpoint(tenant, endpoint.id(), endpoint.revision()));
  }

  static Addressee of(String tenant, OutsideUrl url) {
    return new Addressee(url, new BreakerKey.OfReceiver(tenant, url.host(), url.effectivePort()));
  }
}
