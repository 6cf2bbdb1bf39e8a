package dev.offload.lifecycle.streams;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/// The lifecycle's health. It is ready while its stream runs and its threads do not die. It is
/// alive until its stream has ended for good or its threads keep dying.
@ApplicationScoped
class LifecycleHealth {
  private static final String NAME = "lifecycle stream";

  private final Supplier<StreamHealth> stream;

  @Inject
  LifecycleHealth(LifecycleService lifecycle) {
    this(lifecycle::health);
  }

  LifecycleHealth(Supplier<StreamHealth> stream) {
    this.stream = stream;
  }

  @Produces
  @Readiness
  HealthCheck runs() {
    return () -> {
      StreamHealth now = stream.get();
      return response(now, now.isReady());
    };
  }

  @Produces
  @Liveness
  HealthCheck lives() {
    return () -> {
      StreamHealth now = stream.get();
      return response(now, now.isAlive());
    };
  }

  private static HealthCheckResponse response(StreamHealth now, boolean up) {
    return HealthCheckResponse.named(NAME).status(up).withData("state", now.state().name()).build();
  }
}
