package dev.offload.ingest.health;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Ready: all vital parts of this replica are well.
@Readiness
@ApplicationScoped
class ReadinessCheck implements HealthCheck {
  private final List<Vital> vitals;

  ReadinessCheck(@All List<Vital> vitals) {
    this.vitals = vitals;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("ingest-api").up();
    for (Vital vital : vitals) {
      boolean isWell = vital.isWell();
      response.withData(vital.wellness(), isWell);
      if (!isWell) {
        response.down();
      }
    }
    return response.build();
  }
}
