package dev.offload.notifier;

import dev.offload.kafka.setup.TopicSetup;
import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.schemas.notify.CompletionMail;
import dev.offload.schemas.notify.Delivery;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.Map;

/// Makes and checks the topics that the notifier meets, before its channels open.
@ApplicationScoped
class TopicsAtStart {
  private final Map<String, Object> kafka;
  private final TopicsConfig config;

  @Inject
  TopicsAtStart(
      @Identifier("default-kafka-broker") Map<String, Object> kafka, TopicsConfig config) {
    this.kafka = kafka;
    this.config = config;
  }

  void ensure(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent atStart)
      throws InterruptedException {
    TopicSetup.ensureAll(kafka, config, List.of(Delivery.TYPE, CompletionMail.TYPE));
  }
}
