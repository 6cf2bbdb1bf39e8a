package dev.offload.standalone;

import dev.offload.kafka.setup.NewQueues;
import dev.offload.kafka.setup.TopicSetup;
import dev.offload.kafka.setup.TopicsConfig;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

/// Creates the topics of all services while Quarkus starts. No service starts before they are
/// there.
@ApplicationScoped
class AllTopics {
  /// The queues whose handlers run in this process.
  static final List<String> QUEUES =
      List.of("probe", "image", "report", "email", "webhook", "fetch");

  private static final int BEFORE_ALL_SERVICES = Interceptor.Priority.PLATFORM_BEFORE - 1;
  private static final AtomicReference<FutureTask<Void>> UNDER_WAY = new AtomicReference<>();

  /// Begins on another thread. This is static because Quarkus makes the instance itself.
  static void begin(String bootstrapServers) {
    var task =
        new FutureTask<Void>(
            () -> {
              ensure(bootstrapServers);
              return null;
            });
    UNDER_WAY.set(task);
    Thread.ofPlatform().name("all-topics").daemon().start(task);
  }

  void await(@Observes @Priority(BEFORE_ALL_SERVICES) StartupEvent atStart)
      throws InterruptedException {
    FutureTask<Void> underWay = UNDER_WAY.get();
    if (underWay == null) {
      throw new IllegalStateException("the creator of topics was not started (see OneProcess)");
    }
    try {
      underWay.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics could not be created", e.getCause());
    }
  }

  private static void ensure(String bootstrapServers) throws InterruptedException {
    var config =
        new SmallRyeConfigBuilder()
            .addDefaultSources()
            .withMapping(TopicsConfig.class)
            .build()
            .getConfigMapping(TopicsConfig.class);
    Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers);
    TopicSetup.ensureAll(kafka, config, QUEUES);
    NewQueues.prepare(kafka, QUEUES);
  }
}
