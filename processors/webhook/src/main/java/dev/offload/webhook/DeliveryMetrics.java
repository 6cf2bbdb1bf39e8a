package dev.offload.webhook;

import dev.offload.schemas.config.Endpoint;
import dev.offload.webhook.DeliveryOutcome.Busy;
import dev.offload.webhook.DeliveryOutcome.Consented;
import dev.offload.webhook.DeliveryOutcome.Declined;
import dev.offload.webhook.DeliveryOutcome.Delivered;
import dev.offload.webhook.DeliveryOutcome.Forbidden;
import dev.offload.webhook.DeliveryOutcome.NoProxy;
import dev.offload.webhook.DeliveryOutcome.Refused;
import dev.offload.webhook.DeliveryOutcome.RefusedByProxy;
import dev.offload.webhook.DeliveryOutcome.Unreachable;
import dev.offload.webhook.DeliveryOutcome.Untried;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/// Counts attempts to deliver webhooks by their outcome, also by endpoint, and breakers that are
/// open.
final class DeliveryMetrics {
  static final String ATTEMPTS = "offload.webhook.attempts";
  static final String OUTCOME = "outcome";
  private static final String OPEN_BREAKERS = "offload.webhook.breakers.open";

  private final MeterRegistry meters;
  private final EndpointMetrics ofEndpoints;
  private final EndpointSource endpoints;

  DeliveryMetrics(MeterRegistry meters, EndpointMetrics ofEndpoints, EndpointSource endpoints) {
    this.meters = meters;
    this.ofEndpoints = ofEndpoints;
    this.endpoints = endpoints;
    endpoints.whenDeleted(gone -> ofEndpoints.forget(gone.tenant(), gone.id()));
  }

  void count(DeliveryOutcome outcome) {
    meters.counter(ATTEMPTS, OUTCOME, label(outcome)).increment();
  }

  /// Counts an attempt to deliver to an endpoint. An endpoint that was deleted meanwhile is
  /// not measured again.
  void count(Endpoint endpoint, DeliveryOutcome outcome, Duration took) {
    if (outcome instanceof Untried) {
      return;
    }
    ofEndpoints.attempted(endpoint, label(outcome), took);
    if (endpoints.find(endpoint.tenant(), endpoint.id()).isEmpty()) {
      ofEndpoints.forget(endpoint.tenant(), endpoint.id());
    }
  }

  /// Shows how many receivers have failed so often that nothing is sent to them for now.
  void watch(Breakers breakers) {
    meters.gauge(OPEN_BREAKERS, breakers, Breakers::open);
  }

  /// Counts a delivery that was not tried, because its receiver's breaker is open.
  void countSpared() {
    meters.counter(ATTEMPTS, OUTCOME, "spared").increment();
  }

  /// Counts a delivery to an endpoint that gets nothing any more.
  void countClosed() {
    meters.counter(ATTEMPTS, OUTCOME, "closed").increment();
  }

  private static String label(DeliveryOutcome outcome) {
    return switch (outcome) {
      case Delivered _ -> "delivered";
      case Refused _ -> "refused";
      case Consented _ -> "consented";
      case Declined _ -> "declined";
      case Unreachable _ -> "unreachable";
      case Forbidden _ -> "forbidden";
      case RefusedByProxy _ -> "proxy-refused";
      case Busy _ -> "busy";
      case NoProxy _ -> "no-proxy";
    };
  }
}
