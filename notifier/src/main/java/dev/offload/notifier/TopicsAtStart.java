package dev.offload.notifier;

import dev.offload.kafka.setup.PatientStart;
import dev.offload.kafka.setup.TopicSetup;
import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.schemas.notify.CompletionMail;
import dev.offload.schemas.notify.Delivery;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Makes and checks the topics that the notifier meets. It waits for Kafka as long as it takes,
/// and until then the notifier is not ready.
@Readiness
@ApplicationScoped
class TopicsAtStart implements HealthCheck {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Map<String, Object> kafka;
  private final TopicsConfig config;
  private volatile PatientStart<TopicsAtStart> start;

  @Inject
  TopicsAtStart(
      @Identifier("default-kafka-broker") Map<String, Object> kafka, TopicsConfig config) {
    this.kafka = kafka;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    start = PatientStart.of("the notifier", this::ensure, PAUSE);
  }

  private TopicsAtStart ensure() throws InterruptedException {
    TopicSetup.ensureAll(kafka, config, List.of(Delivery.TYPE, CompletionMail.TYPE));
    return this;
  }

  void stop(@Observes ShutdownEvent event) {
    start.end();
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("notifier").status(start.started().isPresent()).build();
  }
}
