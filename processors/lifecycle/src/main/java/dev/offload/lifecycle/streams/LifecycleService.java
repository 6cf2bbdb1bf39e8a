package dev.offload.lifecycle.streams;

import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.lifecycle.Installation;
import dev.offload.lifecycle.LifecycleConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lifecycle as part of a Quarkus application. It starts in the background and tries until
/// Kafka is there. It ends with the application.
@ApplicationScoped
class LifecycleService {
  private static final Logger log = LoggerFactory.getLogger(LifecycleService.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Installation installation;
  private final LifecycleConfig config;
  private final MeterRegistry metrics;
  private volatile LifecycleStreams streams;
  private Thread starter;
  private String told;

  LifecycleService(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      TopicsConfig topics,
      @ConfigProperty(name = "offload.instance", defaultValue = "default") String instance,
      LifecycleConfig config,
      MeterRegistry metrics) {
    this.installation = new Installation(Map.copyOf(kafka), topics, instance);
    this.config = config;
    this.metrics = metrics;
  }

  StreamHealth health() {
    LifecycleStreams running = streams;
    return running == null ? StreamHealth.NOT_STARTED : running.health();
  }

  void start(@Observes StartupEvent event) {
    starter = Thread.ofPlatform().name("lifecycle-start").daemon().start(this::startUntilDone);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    starter.interrupt();
    starter.join();
    if (streams != null) {
      streams.close();
    }
  }

  private void startUntilDone() {
    try {
      LifecycleStreams wanted = new LifecycleStreams(installation, config, metrics);
      streams = wanted;
      while (!started(wanted)) {
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean started(LifecycleStreams wanted) throws InterruptedException {
    try {
      wanted.start();
      return true;
    } catch (IllegalStateException | KafkaException e) {
      if (!String.valueOf(e.getMessage()).equals(told)) {
        told = String.valueOf(e.getMessage());
        log.warn("no task moves on until this is mended, trying again every {}: {}", PAUSE, told);
      }
      return false;
    }
  }
}
