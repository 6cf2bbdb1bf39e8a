package dev.offload.ingest.health;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Alive: no vital part of this replica has ended for good.
@Liveness
@ApplicationScoped
class LivenessCheck implements HealthCheck {
  private final List<Vital> vitals;

  LivenessCheck(@All List<Vital> vitals) {
    this.vitals = vitals;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("ingest-api threads")
        .status(vitals.stream().allMatch(Vital::isAlive))
        .build();
  }
}
