package dev.offload.worker.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.offload.files.DirectoryFileStore;
import dev.offload.files.FileStore;
import dev.offload.files.Quota;
import dev.offload.files.Reserve;
import dev.offload.files.StoreLimits;
import dev.offload.kafka.write.RecordWriter;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.RunSpec;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.Children;
import dev.offload.schemas.work.EarlierRuns;
import dev.offload.schemas.work.WorkItem;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskHandler;
import dev.offload.worker.journal.RunJournal;
import dev.offload.worker.metrics.WorkerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Single runs. The test decides when the producer acknowledges, and moves the clock.
final class RunRig implements AutoCloseable {
  static final String TENANT = "acme";
  static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  /// How long a handler may take after it is told to stop.
  static final Duration GRACE = Duration.ofSeconds(10);

  static final TaskId TASK = TaskId.fresh(NOW);

  /// How the handler of a run behaves.
  @FunctionalInterface
  interface Work {
    Outcome run(TaskContext task) throws Exception;
  }

  final MockProducer<String, byte[]> producer;
  final MeterRegistry meters = new SimpleMeterRegistry();
  final WorkerMetrics metrics = new WorkerMetrics(meters);
  final List<VirtualMachineError> fatal = new CopyOnWriteArrayList<>();
  private volatile Quota quota = Quota.NONE;
  private Instant expiresAt;
  private final AtomicLong usableBytes = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong nanos = new AtomicLong();
  final RunStopper stopper = new RunStopper(GRACE, nanos::get);
  private final HandlerThreads threads = new HandlerThreads(1);
  private final Path directory;

  private RunRig(Path directory, boolean acknowledging) {
    this.directory = directory;
    this.producer =
        new MockProducer<>(acknowledging, null, new StringSerializer(), new ByteArraySerializer());
  }

  static RunRig in(Path directory) {
    return new RunRig(directory, true);
  }

  static RunRig acknowledgingByHand(Path directory) {
    return new RunRig(directory, false);
  }

  Run start(Work work) {
    return start(JsonNodeFactory.instance.objectNode(), work);
  }

  Run start(JsonNode input, Work work) {
    return start(input, null, work);
  }

  /// From now on, tasks expire at this time.
  void expireAt(Instant time) {
    expiresAt = time;
  }

  /// Starts a run that gets the outcome of its task's children.
  Run start(Children children, Work work) {
    return start(JsonNodeFactory.instance.objectNode(), children, work);
  }

  /// Starts a run that may take at most `timeout`.
  Run start(Duration timeout, Work work) {
    return start(JsonNodeFactory.instance.objectNode(), null, timeout, work);
  }

  private Run start(JsonNode input, Children children, Work work) {
    return start(input, children, null, work);
  }

  private Run start(JsonNode input, Children children, Duration timeout, Work work) {
    WorkItem item =
        new WorkItem(
            TASK,
            TENANT,
            new Placement("thing", "things"),
            1,
            new RunSpec(input, timeout),
            new EarlierRuns(null, 0, children),
            expiresAt,
            TRACE);
    RunJournal journal =
        new RunJournal(
            new RecordWriter(producer, 12), item, "run-1", "w", InstantSource.fixed(NOW));
    Run run =
        new Run(
            journal,
            new Handler(work),
            new RunTools(
                new FileSpace(this::files, directory.resolve("work")),
                nanos::get,
                metrics,
                fatal::add));
    stopper.watch(run);
    run.tell();
    run.start(threads);
    return run;
  }

  FileStore files() {
    try {
      Path root = directory.resolve("files");
      Reserve reserve = new Reserve(List.of(root), 1, _ -> usableBytes.get());
      return DirectoryFileStore.open(
          root, new StoreLimits(reserve, _ -> quota), InstantSource.fixed(NOW));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sets the tenant's quota from now on.
  void limitFiles(Quota most) {
    quota = most;
  }

  void fillDisk() {
    usableBytes.set(0);
  }

  Path workRoot() {
    return directory.resolve("work");
  }

  long nanoTime() {
    return nanos.get();
  }

  void advance(Duration step) {
    nanos.addAndGet(step.toNanos());
  }

  List<AttemptEvent> events() {
    return sent(Topics.ATTEMPTS);
  }

  List<String> story() {
    return events().stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  List<Progress> progress() {
    return sent(Topics.PROGRESS).stream().map(report -> report.progress()).toList();
  }

  List<Command> commands() {
    return sent(Topics.COMMANDS);
  }

  private <V> List<V> sent(Topic<V> topic) {
    return producer.history().stream()
        .filter(record -> record.topic().equals(topic.name()))
        .map(record -> topic.read(record.headers(), record.value()))
        .toList();
  }

  @Override
  public void close() {
    threads.close();
  }

  private record Handler(Work work) implements TaskHandler {
    @Override
    public String type() {
      return "thing";
    }

    @Override
    public Load load() {
      return Load.CPU;
    }

    @Override
    public Outcome handle(TaskContext task) throws Exception {
      return work.run(task);
    }
  }
}
