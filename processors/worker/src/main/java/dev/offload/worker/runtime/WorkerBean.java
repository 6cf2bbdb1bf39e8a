package dev.offload.worker.runtime;

import dev.offload.files.DirectoryFileStore;
import dev.offload.files.FileQuotaConfig;
import dev.offload.files.FileStorage;
import dev.offload.files.Reserve;
import dev.offload.files.S3Config;
import dev.offload.files.StoreLimits;
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
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
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
  private final Optional<Path> filesDirectory;
  private final long reserveBytes;
  private final LazyProcessSpace work;
  private final FileQuotaConfig quotas;
  private final S3Config s3;
  private final Once<FileStorage> files = new Once<>(this::openFiles);
  private volatile PatientStart<Worker> worker;

  @Inject
  WorkerBean(
      WorkerConfig config,
      TopicsConfig topics,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      Instance<TaskHandler> handlers,
      MeterRegistry meters,
      @ConfigProperty(name = DirectoryFileStore.SETTING) Optional<Path> filesDirectory,
      @ConfigProperty(name = Reserve.SETTING, defaultValue = Reserve.DEFAULT) MemorySize reserve,
      FileQuotaConfig quotas,
      S3Config s3) {
    this.config = config;
    this.topics = topics;
    this.kafka = kafka;
    this.handlers = handlers;
    this.meters = meters;
    this.filesDirectory = filesDirectory;
    this.reserveBytes = reserve.asLongValue();
    this.work = new LazyProcessSpace(config.workDirectory());
    this.quotas = quotas;
    this.s3 = s3;
  }

  void start(@Observes StartupEvent event) {
    if (config.queues().isEmpty()) {
      log.info("no queue is served here: offload.worker.queues names none");
      return;
    }
    ProcessSpace.deleteLeftBehind(config.workDirectory(), Instant.now());
    if (s3.bucket().isPresent()) {
      var _ = files.get(); // so that wrong settings are told now, not by the first task
    }
    List<TaskHandler> all = handlers.stream().toList();
    QueuePlanner.check(config, all);
    RunTools runs =
        new RunTools(
            new FileSpace(() -> files.get().files(), work),
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
    files.ifMade().ifPresent(FileStorage::close);
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

  private FileStorage openFiles() {
    Path directory =
        filesDirectory.orElseThrow(
            () ->
                new IllegalStateException(
                    DirectoryFileStore.SETTING + " is not set on this worker"));
    try {
      Reserve reserve = Reserve.of(List.of(directory), reserveBytes);
      return FileStorage.open(
          s3, directory, new StoreLimits(reserve, quotas.byTenant()), InstantSource.system());
    } catch (IOException e) {
      throw new UncheckedIOException("the file store can't be opened: " + e.getMessage(), e);
    }
  }

  /// A JVM that has run out of memory can't be trusted with any task. Its supervisor starts another
  /// one, and what ran here is delivered again.
  private static void die(VirtualMachineError error) {
    log.error("the process ends, its JVM can't be trusted any more", error);
    Runtime.getRuntime().halt(EXIT_STATUS_OF_A_FATAL_ERROR);
  }
}
