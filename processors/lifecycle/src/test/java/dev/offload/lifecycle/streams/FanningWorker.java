package dev.offload.lifecycle.streams;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.schemas.work.Children;
import dev.offload.testkit.KafkaForTests;
import dev.offload.worker.Child;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskHandler;
import dev.offload.worker.metrics.WorkerMetrics;
import dev.offload.worker.run.FileSpace;
import dev.offload.worker.run.RunTools;
import dev.offload.worker.runtime.Worker;
import dev.offload.worker.runtime.WorkerConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// A real worker with a task that spawns children. Each child returns its index, and the task
/// their sum. This worker does a limited number of children. The others never end.
final class FanningWorker implements AutoCloseable {
  static final String SUM = "sum";
  static final String PIECE = "piece";
  private static final String VALUE = "value";

  private final int pieces;
  private final int permitted;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final Worker worker;

  FanningWorker(TopicsConfig topics, int pieces, int permitted) throws InterruptedException {
    this.pieces = pieces;
    this.permitted = permitted;
    WorkerConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .addDefaultSources()
            .withMapping(WorkerConfig.class)
            .withDefaultValues(
                Map.of(
                    "offload.worker.queues." + SUM + ".slots",
                    "1",
                    "offload.worker.queues." + PIECE + ".slots",
                    "4",
                    "offload.worker.grace",
                    "PT0.2S"))
            .build()
            .getConfigMapping(WorkerConfig.class);
    worker =
        Worker.start(
            config,
            new Worker.Parts(
                KafkaForTests.connection(),
                topics,
                List.of(new Handler(SUM, this::sum), new Handler(PIECE, this::piece)),
                tools(),
                InstantSource.system()));
  }

  /// How many children it has done.
  int done() {
    return done.get();
  }

  /// Hands back what it has not finished.
  @Override
  public void close() {
    worker.close();
  }

  private Outcome sum(TaskContext task) {
    Optional<Children> children = task.children();
    if (children.isPresent()) {
      return Outcome.succeeded(
          JsonNodeFactory.instance
              .objectNode()
              .put(VALUE, children.get().tallies().get(VALUE))
              .put("pieces", children.get().succeeded()));
    }
    task.spawn(
        IntStream.range(0, pieces)
            .mapToObj(index -> new Child(index, PIECE, PIECE, IntNode.valueOf(index)))
            .toList());
    return Outcome.delegated(pieces);
  }

  private Outcome piece(TaskContext task) throws InterruptedException {
    if (begun.incrementAndGet() > permitted) {
      new CountDownLatch(1).await();
    }
    done.incrementAndGet();
    return Outcome.succeeded(
        JsonNodeFactory.instance.objectNode().put(VALUE, task.input().intValue()));
  }

  private static RunTools tools() {
    return new RunTools(
        new FileSpace(
            () -> {
              throw new IllegalStateException("no files here");
            },
            Path.of("unused")),
        System::nanoTime,
        new WorkerMetrics(new SimpleMeterRegistry()),
        error -> {
          throw error;
        });
  }

  /// What a handler does.
  @FunctionalInterface
  private interface Work {
    Outcome run(TaskContext task) throws Exception;
  }

  private record Handler(String type, Work work) implements TaskHandler {
    @Override
    public Load load() {
      return Load.WAITING;
    }

    @Override
    public Outcome handle(TaskContext task) throws Exception {
      return work.run(task);
    }
  }
}
