package dev.offload.ingest.health;

import dev.offload.ingest.auth.KeyRing;
import dev.offload.ingest.kafka.KafkaProbe;
import dev.offload.ingest.kafka.TopicsPreparer;
import dev.offload.ingest.view.TaskView;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready: the topics are there, the keys and the tasks have been read, and Kafka answers.
@Readiness
@ApplicationScoped
class ReadinessCheck implements HealthCheck {

  private final TopicsPreparer topics;
  private final KeyRing keys;
  private final TaskView view;
  private final KafkaProbe kafka;

  ReadinessCheck(TopicsPreparer topics, KeyRing keys, TaskView view, KafkaProbe kafka) {
    this.topics = topics;
    this.keys = keys;
    this.view = view;
    this.kafka = kafka;
  }

  @Override
  public HealthCheckResponse call() {
    boolean topicsAreReady = topics.isReady();
    boolean keysAreRead = keys.isCaughtUp();
    boolean viewIsCaughtUp = view.isCaughtUp();
    boolean kafkaAnswers = kafka.answers();
    return HealthCheckResponse.named("ingest-api")
        .status(topicsAreReady && keysAreRead && viewIsCaughtUp && kafkaAnswers)
        .withData("topicsAreReady", topicsAreReady)
        .withData("keysAreRead", keysAreRead)
        .withData("viewIsCaughtUp", viewIsCaughtUp)
        .withData("kafkaAnswers", kafkaAnswers)
        .build();
  }
}
