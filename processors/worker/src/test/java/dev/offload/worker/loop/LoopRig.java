package dev.offload.worker.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.offload.kafka.write.RecordWriter;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.RunSpec;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.AttemptSnoozed;
import dev.offload.schemas.work.EarlierRuns;
import dev.offload.schemas.work.WorkItem;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskHandler;
import dev.offload.worker.metrics.WorkerMetrics;
import dev.offload.worker.queue.InMemoryQueue;
import dev.offload.worker.run.FileSpace;
import dev.offload.worker.run.HandlerThreads;
import dev.offload.worker.run.LeaseKeeper;
import dev.offload.worker.run.LeaseTerms;
import dev.offload.worker.run.RunStopper;
import dev.offload.worker.run.RunTools;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A queue loop on a queue in memory, with a producer that acknowledges when the test says so.
final class LoopRig implements AutoCloseable {
  static final String QUEUE = "things";
  static final String WORKER = "worker-1";
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  /// How a handler of the rig behaves.
  @FunctionalInterface
  interface Work {
    Outcome run(TaskContext task) throws Exception;
  }

  /// Succeeds at once.
  static final Work DONE = _ -> Outcome.succeeded(IntNode.valueOf(1));

  final InMemoryQueue queue = new InMemoryQueue();
  final MockProducer<String, byte[]> producer;
  final MeterRegistry meters = new SimpleMeterRegistry();
  final Set<String> paused = ConcurrentHashMap.newKeySet();
  final List<VirtualMachineError> fatal = new CopyOnWriteArrayList<>();
  private final Semaphore looksAtPauses = new Semaphore(0);
  private final HandlerThreads threads = new HandlerThreads(2);
  private final QueueLoop loop;
  final RunStopper stopper = new RunStopper(Duration.ofSeconds(10), System::nanoTime);

  private LoopRig(Builder builder, Work work) {
    producer =
        new MockProducer<>(
            builder.acknowledging, null, new StringSerializer(), new ByteArraySerializer());
    QueuePlan plan =
        new QueuePlan(
            QUEUE,
            builder.slots,
            builder.batch,
            builder.sharedByTenant,
            builder.tellAfter,
            builder.claimAfter,
            builder.lock,
            5,
            Map.of(QUEUE, new Handler(work, builder.room)));
    WorkerMetrics metrics = new WorkerMetrics(meters);
    LeaseTerms terms = new LeaseTerms(Duration.ofSeconds(12), Duration.ofSeconds(3));
    loop =
        new QueueLoop(
            plan,
            new LoopTools(
                WORKER,
                queue,
                new RecordWriter(producer, 12),
                threads,
                new RunTools(
                    new FileSpace(
                        () -> {
                          throw new IllegalStateException("no files here");
                        },
                        Path.of("unused")),
                    System::nanoTime,
                    metrics,
                    fatal::add),
                new LeaseKeeper(terms, System::nanoTime, metrics),
                stopper,
                new Isolation(),
                this::isPaused,
                InstantSource.fixed(NOW)));
  }

  static Builder rig() {
    return new Builder();
  }

  static final class Builder {
    private int slots = 4;
    private int batch = 4;
    private boolean sharedByTenant;
    private Duration tellAfter = Duration.ZERO;
    private Duration claimAfter = Duration.ofMillis(20);
    private Duration lock = Duration.ofSeconds(30);
    private boolean acknowledging = true;
    private Function<String, Optional<Duration>> room = _ -> Optional.empty();

    Builder slots(int newSlots, int newBatch) {
      slots = newSlots;
      batch = newBatch;
      return this;
    }

    Builder sharedByTenant() {
      sharedByTenant = true;
      return this;
    }

    Builder tellAfter(Duration newTellAfter) {
      tellAfter = newTellAfter;
      return this;
    }

    Builder claimAfter(Duration newClaimAfter) {
      claimAfter = newClaimAfter;
      return this;
    }

    Builder lock(Duration newLock) {
      lock = newLock;
      return this;
    }

    /// How long the handler lets tasks of a tenant wait for room.
    Builder withRoom(Function<String, Optional<Duration>> newRoom) {
      room = newRoom;
      return this;
    }

    Builder acknowledgingByHand() {
      acknowledging = false;
      return this;
    }

    /// Builds the loop without starting it.
    LoopRig running(Work work) {
      return new LoopRig(this, work);
    }
  }

  LoopRig start() {
    loop.start();
    return this;
  }

  void drain(Duration patience) {
    loop.stop();
    try {
      loop.drain(patience);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private boolean isPaused(String name) {
    looksAtPauses.release();
    return paused.contains(name);
  }

  /// Waits until the loop has checked `times` times whether its queue is paused.
  void awaitLooksAtPauses(int times) throws InterruptedException {
    looksAtPauses.acquire(times);
  }

  int running() {
    return loop.status().running();
  }

  TaskId submit() {
    return submit(QUEUE, 0);
  }

  TaskId submitOf(String tenant) {
    return submit(tenant, QUEUE, 0, null);
  }

  /// Submits a task that expires at `expiresAt`.
  TaskId submitExpiring(Instant expiresAt) {
    return submit(QUEUE, 0, expiresAt);
  }

  TaskId submitAfterDeliveries(int deliveries) {
    return submit(QUEUE, deliveries);
  }

  TaskId submitOfType(String type) {
    return submit(type, 0);
  }

  private TaskId submit(String type, int deliveries) {
    return submit(type, deliveries, null);
  }

  private TaskId submit(String type, int deliveries, Instant expiresAt) {
    return submit("acme", type, deliveries, expiresAt);
  }

  private TaskId submit(String tenant, String type, int deliveries, Instant expiresAt) {
    TaskId id = TaskId.fresh(NOW);
    SubmitTask task =
        new SubmitTask(
            id,
            tenant,
            TaskSpec.of(type, QUEUE, JsonNodeFactory.instance.objectNode()),
            new Timing(NOW, null, expiresAt),
            Lineage.client(),
            null,
            null);
    add(Topics.direct(QUEUE), id, task, deliveries);
    return id;
  }

  TaskId handOut(int attempt, int checkpoint) {
    return handOut(attempt, IntNode.valueOf(checkpoint), 0);
  }

  TaskId handOutAfterLosing(int runs) {
    return handOut(1, null, runs);
  }

  private TaskId handOut(int attempt, JsonNode checkpoint, int lostRuns) {
    TaskId id = TaskId.fresh(NOW);
    RunSpec run = new RunSpec(JsonNodeFactory.instance.objectNode(), null);
    EarlierRuns earlier = new EarlierRuns(checkpoint, lostRuns, null);
    WorkItem item =
        new WorkItem(id, "acme", new Placement(QUEUE, QUEUE), attempt, run, earlier, null, null);
    add(Topics.work(QUEUE), id, item, 0);
    return id;
  }

  private <V> void add(Topic<V> topic, TaskId id, V value, int deliveries) {
    RecordHeaders headers = new RecordHeaders();
    byte[] bytes = topic.values().serializer().serialize(topic.name(), headers, value);
    queue.add(topic.name(), id.toString(), headers, bytes, deliveries);
  }

  /// The events reported for a task, in order, whether acknowledged or not.
  List<AttemptEvent> events(TaskId id) {
    List<AttemptEvent> events = new ArrayList<>();
    for (ProducerRecord<String, byte[]> record : sent(Topics.ATTEMPTS)) {
      if (record.key().equals(id.toString())) {
        events.add(Topics.ATTEMPTS.read(record.headers(), record.value()));
      }
    }
    return events;
  }

  /// The names of the events reported for a task, in order.
  List<String> story(TaskId id) {
    return events(id).stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  /// How many lost runs the hand-back of a task reports.
  int lostRuns(TaskId id) {
    return ((AttemptSnoozed) events(id).getLast()).lostRuns();
  }

  List<ProducerRecord<String, byte[]>> sent(Topic<?> topic) {
    return producer.history().stream().filter(one -> one.topic().equals(topic.name())).toList();
  }

  @Override
  public void close() {
    drain(Duration.ZERO);
    threads.close();
  }

  private record Handler(Work work, Function<String, Optional<Duration>> room)
      implements TaskHandler {
    @Override
    public String type() {
      return QUEUE;
    }

    @Override
    public Load load() {
      return Load.WAITING;
    }

    @Override
    public Optional<Duration> untilRoom(String tenant, JsonNode input) {
      return room.apply(tenant);
    }

    @Override
    public Outcome handle(TaskContext task) throws Exception {
      return work.run(task);
    }
  }
}
