package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.Endpoint;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EndpointMetricsTest {
  private static final Duration TOOK = Duration.ofMillis(20);

  private final SomeEndpoints endpoints = new SomeEndpoints();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final EndpointMetrics metrics = new EndpointMetrics(meters, 2, 3);

  @Test
  void attemptsAreTimedByEndpointAndOutcome() {
    Endpoint one = endpoint("acme");
    Endpoint other = endpoint("acme");

    metrics.attempted(one, "delivered", TOOK);
    metrics.attempted(one, "delivered", TOOK);
    metrics.attempted(one, "refused", TOOK);
    metrics.attempted(other, "delivered", TOOK);

    assertThat(timer(one, "delivered").count()).isEqualTo(2);
    assertThat(timer(one, "delivered").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(40);
    assertThat(timer(one, "refused").count()).isEqualTo(1);
    assertThat(timer(other, "delivered").count()).isEqualTo(1);
  }

  @Test
  void endpointsBeyondTheBoundsAreMeasuredTogether() {
    for (int i = 0; i < 4; i++) {
      metrics.attempted(endpoint("acme"), "delivered", TOOK);
      metrics.attempted(endpoint("globex"), "delivered", TOOK);
    }

    assertThat(meters.getMeters()).as("two of acme, one of globex, the others").hasSize(4);
    assertThat(others().count()).isEqualTo(5);
  }

  @Test
  void deletedEndpointIsForgottenAndMakesRoom() {
    Endpoint gone = endpoint("acme");
    metrics.attempted(gone, "delivered", TOOK);
    metrics.attempted(gone, "refused", TOOK);
    metrics.attempted(endpoint("acme"), "delivered", TOOK);
    Endpoint next = endpoint("acme");
    metrics.attempted(next, "delivered", TOOK);
    assertThat(others().count()).isEqualTo(1);

    metrics.forget("acme", gone.id());
    metrics.forget("acme", gone.id());
    metrics.attempted(next, "delivered", TOOK);

    assertThat(meters.getMeters())
        .extracting(Meter::getId)
        .noneMatch(id -> gone.id().toString().equals(id.getTag(EndpointMetrics.ENDPOINT)));
    assertThat(timer(next, "delivered").count()).isEqualTo(1);
  }

  private Endpoint endpoint(String tenant) {
    return endpoints.add(tenant, "https://shop.example/");
  }

  private Timer timer(Endpoint endpoint, String outcome) {
    return meters
        .get(EndpointMetrics.ATTEMPTS)
        .tag(EndpointMetrics.TENANT, endpoint.tenant())
        .tag(EndpointMetrics.ENDPOINT, endpoint.id().toString())
        .tag(DeliveryMetrics.OUTCOME, outcome)
        .timer();
  }

  private Timer others() {
    return meters
        .get(EndpointMetrics.ATTEMPTS)
        .tag(EndpointMetrics.TENANT, EndpointMetrics.OTHERS)
        .tag(EndpointMetrics.ENDPOINT, EndpointMetrics.OTHERS)
        .timer();
  }
}
