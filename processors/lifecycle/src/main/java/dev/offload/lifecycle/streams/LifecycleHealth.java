package dev.offload.lifecycle.streams;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/// The lifecycle's health. It is ready while its stream runs and its threads do not die. It is
/// alive until its stream has ended for good or its threads keep dying.
@ApplicationScoped
class LifecycleHealth {
  private static final String NAME = "lifecycle stream";

  private final LifecycleService lifecycle;

  LifecycleHealth(LifecycleService lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Produces
  @Readiness
  HealthCheck runs() {
    return () -> response(lifecycle.isReady());
  }

  @Produces
  @Liveness
  HealthCheck lives() {
    return () -> response(lifecycle.isAlive());
  }

  private HealthCheckResponse response(boolean up) {
    return HealthCheckResponse.named(NAME)
        .status(up)
        .withData("state", lifecycle.state().name())
        .build();
  }
}
