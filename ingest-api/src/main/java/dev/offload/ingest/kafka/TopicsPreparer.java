package dev.offload.ingest.kafka;

import dev.offload.ingest.health.Vital;
import dev.offload.ingest.types.TaskTypes;
import dev.offload.kafka.setup.TopicSetup;
import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates and checks all topics in the background at start, and lets the writer learn where they
/// are. This replica is not ready before that is done.
@ApplicationScoped
class TopicsPreparer implements Vital {

  private static final Logger LOG = LoggerFactory.getLogger(TopicsPreparer.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Map<String, Object> kafka;
  private final TopicsConfig config;
  private final TaskTypes types;
  private final BoundedWriter writer;
  private volatile boolean ready;
  private Thread thread;
  private String told;

  TopicsPreparer(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      TopicsConfig config,
      TaskTypes types,
      BoundedWriter writer) {
    this.kafka = kafka;
    this.config = config;
    this.types = types;
    this.writer = writer;
  }

  @Override
  public String wellness() {
    return "topicsAreReady";
  }

  @Override
  public boolean isWell() {
    return ready;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofVirtual().name("prepare-topics").start(this::prepareUntilDone);
  }

  void stop(@Observes ShutdownEvent event) {
    thread.interrupt();
  }

  private void prepareUntilDone() {
    try {
      while (!ready) {
        try {
          TopicSetup.ensureAll(kafka, config, types.queues());
          writer.locate(written());
          ready = true;
        } catch (RuntimeException e) {
          tell(String.valueOf(e.getMessage()));
          Thread.sleep(PAUSE);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The topics that a replica writes to.
  private List<String> written() {
    return Stream.concat(
            Stream.of(Topics.COMMANDS, Topics.BATCHES, Topics.CONFIG, Topics.CONTROL),
            types.queues().stream().map(Topics::direct))
        .map(Topic::name)
        .toList();
  }

  /// Logs the same trouble only once.
  private void tell(String reason) {
    if (!reason.equals(told)) {
      told = reason;
      LOG.warn(
          "Topics are not ready, nothing is accepted until they are, trying again every {}: {}",
          PAUSE,
          reason);
    }
  }
}
