package dev.offload.webhook;

import dev.offload.schemas.notify.EndpointId;

/// Whose failures one circuit breaker counts.
sealed interface BreakerKey {
  /// What tells it from others of the tenant.
  String name();

  /// An endpoint has its own, so endpoints on one server do not have to bear each other's failures.
  /// It starts again when the endpoint is changed.
  record OfEndpoint(String tenant, EndpointId id, String revision) implements BreakerKey {
    @Override
    public String name() {
      return id + " " + revision;
    }
  }

  /// Tasks may each name a URL of their own, so those at one receiver share one.
  record OfReceiver(String tenant, String host, int port) implements BreakerKey {
    @Override
    public String name() {
      return host + ":" + port;
    }
  }
}
