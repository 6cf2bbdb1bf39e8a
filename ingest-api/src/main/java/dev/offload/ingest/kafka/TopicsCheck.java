package dev.offload.ingest.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/// Started: every topic exists with the right settings.
@Startup
@ApplicationScoped
class TopicsCheck implements HealthCheck {

  private final TopicsPreparer topics;

  TopicsCheck(TopicsPreparer topics) {
    this.topics = topics;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("topics").status(topics.isReady()).build();
  }
}
