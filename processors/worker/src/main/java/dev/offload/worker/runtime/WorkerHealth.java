package dev.offload.worker.runtime;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Whether this process serves the queues that it should serve.
@Readiness
@Singleton
final class WorkerHealth implements HealthCheck {
  private final WorkerBean worker;

  @Inject
  WorkerHealth(WorkerBean worker) {
    this.worker = worker;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("worker").status(worker.isServing()).build();
  }
}
