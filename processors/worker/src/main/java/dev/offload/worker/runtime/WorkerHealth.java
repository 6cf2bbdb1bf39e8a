package dev.offload.worker.runtime;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Whether this process serves the queues that it should serve, and Kafka hands out what is in
/// them.
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
    List<String> stuck = worker.stuckQueues();
    var answer = HealthCheckResponse.named("worker").status(worker.isServing() && stuck.isEmpty());
    if (!stuck.isEmpty()) {
      answer.withData("stuck", String.join(",", stuck));
    }
    return answer.build();
  }
}
