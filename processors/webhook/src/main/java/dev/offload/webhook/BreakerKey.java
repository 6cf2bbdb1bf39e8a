package dev.offload.webhook;

import dev.offload.schemas.notify.EndpointId;

/// The key of a circuit breaker: whose failures it counts.
sealed interface BreakerKey {
  String tenant();

  /// The name that tells it from the other keys of the tenant.
  String name();

  /// An endpoint has a breaker of its own, so one endpoint does not suffer from the failures
  /// of another on the same server. A change of the endpoint starts a new breaker.
  record OfEndpoint(String tenant, EndpointId id, String revision) implements BreakerKey {
    @Override
    public String name() {
      return id + " " + revision;
    }
  }

  /// URLs that tasks name share one breaker per receiver, since each task may name a URL of
  /// its own.
  record OfReceiver(String tenant, String host, int port) implements BreakerKey {
    @Override
    public String name() {
      return host + ":" + port;
    }
  }
}
