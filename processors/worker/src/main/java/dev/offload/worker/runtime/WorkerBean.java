package dev.offload.worker.runtime;

import dev.offload.kafka.setup.PatientStart;
import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.worker.TaskHandler;
import dev.offload.worker.metrics.WorkerMetrics;
import dev.offload.worker.run.FileSpace;
import dev.offload.worker.run.RunTools;
import dev.offload.worker.scratch.LazyProcessSpace;
import dev.offload.worker.scratch.ProcessSpace;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the [Worker] of a Quarkus application from its start to its end, with every
/// [TaskHandler] bean that the application has. Wrong settings end the start; for Kafka it waits
/// in the background, and is not ready meanwhile.
@Singleton
final class WorkerBean {
  private static final Logger log = LoggerFactory.getLogger(WorkerBean.class);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  /// The JVM uses the same status with `-XX:+ExitOnOutOfMemoryError`.
  private static final int EXIT_STATUS_OF_A_FATAL_ERROR = 3;

  private final WorkerConfig config;
  private final TopicsConfig topics;
  private final Map<String, Object> kafka;
  private final Instance<TaskHandler> handlers;
  private final MeterRegistry meters;
  private final WorkerFiles files;
  private final LazyProcessSpace work;
  private volatile PatientStart<Worker> worker;

  @Inject
  WorkerBean(
      WorkerConfig config,
      TopicsConfig topics,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      Instance<TaskHandler> handlers,
      MeterRegistry meters,
      WorkerFiles files) {
    this.config = config;
    this.topics = topics;
    this.kafka = kafka;
    this.handlers = handlers;
    this.meters = meters;
    this.files = files;
    this.work = new LazyProcessSpace(config.workDirectory());
  }

  void start(@Observes StartupEvent event) {
    if (config.queues().isEmpty()) {
      log.info("no queue is served here: offload.worker.queues names none");
      return;
    }
    ProcessSpace.deleteLeftBehind(config.workDirectory(), Instant.now());
    files.check();
    List<TaskHandler> all = handlers.stream().toList();
    QueuePlanner.check(config, all);
    RunTools runs =
        new RunTools(
            new FileSpace(files::store, work),
            System::nanoTime,
            new WorkerMetrics(meters),
            WorkerBean::die);
    var parts = new Worker.Parts(kafka, topics, all, runs, InstantSource.system());
    worker = PatientStart.of("the worker", () -> Worker.start(config, parts), PAUSE);
  }

  void stop(@Observes ShutdownEvent event) {
    if (worker != null) {
      worker.end().ifPresent(Worker::close);
      closeWork();
    }
    files.close();
  }

  private void closeWork() {
    try {
      work.close();
    } catch (IOException e) {
      log.warn("intermediate files not deleted: {}", e.getMessage());
    }
  }

  /// Also true if there is no queue to serve.
  boolean isServing() {
    return config.queues().isEmpty() || started().filter(Worker::isServing).isPresent();
  }

  List<String> stuckQueues() {
    return started().map(Worker::stuckQueues).orElse(List.of());
  }

  private Optional<Worker> started() {
    return Optional.ofNullable(worker).flatMap(PatientStart::started);
  }

  /// A JVM that has run out of memory can't be trusted with any task. Its supervisor starts another
  /// one, and what ran here is delivered again.
  private static void die(VirtualMachineError error) {
    log.error("the process ends, its JVM can't be trusted any more", error);
    Runtime.getRuntime().halt(EXIT_STATUS_OF_A_FATAL_ERROR);
  }
}
