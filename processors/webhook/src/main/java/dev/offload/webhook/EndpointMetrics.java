package dev.offload.webhook;

import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.notify.EndpointId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Measures attempts by endpoint and outcome. Clients can create any number of endpoints, and
/// each has several time series. So only the first endpoints of each tenant, and a bounded
/// number in all, are measured separately. All others are measured together. Deleted endpoints
/// make room.
final class EndpointMetrics {
  static final String ATTEMPTS = "offload.webhook.endpoint.attempts";
  static final String TENANT = "tenant";
  static final String ENDPOINT = "endpoint";

  /// The name of all endpoints that are measured together, and of their tenants.
  static final String OTHERS = "others";

  private static final String DESCRIPTION = "Attempts to deliver to an endpoint, by outcome";

  private final MeterRegistry meters;
  private final int mostPerTenant;
  private final int mostInAll;

  /// The timers of each endpoint that is measured, by tenant, id and outcome.
  private final Map<String, Map<EndpointId, Map<String, Timer>>> timers = new HashMap<>();

  private int measured;

  EndpointMetrics(MeterRegistry meters, int mostPerTenant, int mostInAll) {
    this.meters = meters;
    this.mostPerTenant = mostPerTenant;
    this.mostInAll = mostInAll;
  }

  synchronized void attempted(Endpoint endpoint, String outcome, Duration took) {
    measured(endpoint)
        .map(
            own ->
                own.computeIfAbsent(
                    outcome, _ -> timer(endpoint.tenant(), endpoint.id().toString(), outcome)))
        .orElseGet(() -> timer(OTHERS, OTHERS, outcome))
        .record(took);
  }

  /// The timers of an endpoint; empty if there is no room for it.
  private Optional<Map<String, Timer>> measured(Endpoint endpoint) {
    Map<EndpointId, Map<String, Timer>> ofTenant = timers.getOrDefault(endpoint.tenant(), Map.of());
    if (ofTenant.containsKey(endpoint.id())) {
      return Optional.of(ofTenant.get(endpoint.id()));
    }
    if (measured >= mostInAll || ofTenant.size() >= mostPerTenant) {
      return Optional.empty();
    }
    measured++;
    Map<String, Timer> own = new HashMap<>();
    timers.computeIfAbsent(endpoint.tenant(), _ -> new HashMap<>()).put(endpoint.id(), own);
    return Optional.of(own);
  }

  private Timer timer(String tenant, String endpoint, String outcome) {
    return Timer.builder(ATTEMPTS)
        .description(DESCRIPTION)
        .tag(TENANT, tenant)
        .tag(ENDPOINT, endpoint)
        .tag(DeliveryMetrics.OUTCOME, outcome)
        .register(meters);
  }

  /// Forgets an endpoint that was deleted.
  synchronized void forget(String tenant, EndpointId id) {
    Map<EndpointId, Map<String, Timer>> ofTenant = timers.get(tenant);
    if (ofTenant == null) {
      return;
    }
    Map<String, Timer> own = ofTenant.remove(id);
    if (own != null) {
      measured--;
      own.values().forEach(meters::remove);
    }
    if (ofTenant.isEmpty()) {
      timers.remove(tenant);
    }
  }
}
