package dev.offload.webhook;

import dev.offload.webhook.DeliveryOutcome.Busy;
import dev.offload.webhook.DeliveryOutcome.Delivered;
import dev.offload.webhook.DeliveryOutcome.Forbidden;
import dev.offload.webhook.DeliveryOutcome.Refused;
import dev.offload.webhook.DeliveryOutcome.Unreachable;
import io.micrometer.core.instrument.MeterRegistry;

/// Counts attempts to deliver webhooks by their outcome, and breakers that are open.
final class DeliveryMetrics {
  static final String ATTEMPTS = "offload.webhook.attempts";
  static final String OUTCOME = "outcome";
  private static final String OPEN_BREAKERS = "offload.webhook.breakers.open";

  private final MeterRegistry meters;

  DeliveryMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void count(DeliveryOutcome outcome) {
    meters.counter(ATTEMPTS, OUTCOME, label(outcome)).increment();
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
      case Unreachable _ -> "unreachable";
      case Forbidden _ -> "forbidden";
      case Busy _ -> "busy";
    };
  }
}
