package dev.offload.worker.runtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.offload.broker.BrokerSettings;
import dev.offload.broker.EmbeddedKafka;
import dev.offload.disk.Trees;
import dev.offload.kafka.setup.TopicSetup;
import dev.offload.kafka.write.RecordWriter;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.RunSpec;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.EarlierRuns;
import dev.offload.schemas.work.WorkItem;
import dev.offload.testkit.KafkaForTests;
import dev.offload.testkit.TopicReader;
import dev.offload.worker.OneBrokerTopics;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.TaskHandler;
import dev.offload.worker.metrics.WorkerMetrics;
import dev.offload.worker.run.FileSpace;
import dev.offload.worker.run.RunTools;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Workers on a real broker, with a queue of the test's own. Its methods speak of tasks.
final class KafkaRig implements AutoCloseable {
  private static final OneBrokerTopics TOPICS = new OneBrokerTopics(2);
  private static final String TYPE = "thing";

  /// How the handler of the rig's workers behaves.
  @FunctionalInterface
  interface Work {
    Outcome run(TaskContext task) throws Exception;
  }

  private final String queue = "q" + UUID.randomUUID();
  private final Map<String, String> properties = new HashMap<>();
  private final Optional<Path> directory;
  private final String bootstrapServers;
  private final RecordWriter journal;
  private EmbeddedKafka broker;

  private KafkaRig(String bootstrapServers, EmbeddedKafka broker, Optional<Path> directory) {
    this.bootstrapServers = bootstrapServers;
    this.broker = broker;
    this.directory = directory;
    this.journal = RecordWriter.open(kafka(), TOPICS);
    properties.put("offload.worker.queues." + queue + ".slots", "4");
    properties.put("offload.worker.queues." + queue + ".types", TYPE);
    // Each start has a record of its own, so that tests see when it was reported.
    properties.put("offload.worker.tell-after", "PT0S");
    try {
      TopicSetup.ensureAll(kafka(), TOPICS, List.of(queue));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static KafkaRig onSharedBroker() {
    return new KafkaRig(KafkaForTests.bootstrapServers(), null, Optional.empty());
  }

  static KafkaRig onABrokerOfItsOwn() throws IOException {
    Path directory = Files.createTempDirectory("offload-worker-it-");
    EmbeddedKafka broker = EmbeddedKafka.start(directory);
    return new KafkaRig(broker.bootstrapServers(), broker, Optional.of(directory));
  }

  void restartBroker() throws IOException {
    int port = Integer.parseInt(bootstrapServers.substring(bootstrapServers.indexOf(':') + 1));
    broker.close();
    broker = EmbeddedKafka.start(BrokerSettings.in(directory.orElseThrow()).onPort(port));
  }

  String queue() {
    return queue;
  }

  /// Sets `offload.worker.<name>` for the workers started from now on.
  void set(String name, String value) {
    properties.put("offload.worker." + name, value);
  }

  Worker start(Work work) {
    try {
      return Worker.start(
          Configs.worker(properties),
          new Worker.Parts(
              kafka(),
              TOPICS,
              List.of(new Handler(work)),
              new RunTools(
                  new FileSpace(
                      () -> {
                        throw new IllegalStateException("no files here");
                      },
                      Path.of("unused")),
                  System::nanoTime,
                  new WorkerMetrics(new SimpleMeterRegistry()),
                  error -> {
                    throw error;
                  }),
              InstantSource.system()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// One worker for the queues of two rigs.
  Worker startBeside(KafkaRig other, Work work) {
    properties.putAll(other.properties);
    return start(work);
  }

  TaskId submit() {
    Instant now = Instant.now();
    TaskId id = TaskId.fresh(now);
    SubmitTask task =
        SubmitTask.fromClient(
            id, "acme", TaskSpec.of(TYPE, queue, JsonNodeFactory.instance.objectNode()), now);
    write(Topics.direct(queue), id.toString(), task);
    return id;
  }

  List<TaskId> submit(int count) {
    return IntStream.range(0, count).mapToObj(_ -> submit()).toList();
  }

  TaskId handOut(int attempt) {
    TaskId id = TaskId.fresh(Instant.now());
    WorkItem item =
        new WorkItem(
            id,
            "acme",
            new Placement(TYPE, queue),
            attempt,
            new RunSpec(JsonNodeFactory.instance.objectNode(), null),
            EarlierRuns.NONE,
            null,
            null);
    write(Topics.work(queue), id.toString(), item);
    return id;
  }

  <V> void write(Topic<V> topic, String key, V value) {
    journal.write(topic, key, value).join();
  }

  List<AttemptEvent> events(TaskId id) {
    return read(Topics.ATTEMPTS).stream()
        .map(ConsumerRecord::value)
        .filter(event -> event.taskId().equals(id))
        .toList();
  }

  /// The names of the events reported for a task, in order.
  List<String> story(TaskId id) {
    return events(id).stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  Map<TaskId, List<String>> stories() {
    return read(Topics.ATTEMPTS).stream()
        .map(ConsumerRecord::value)
        .collect(
            Collectors.groupingBy(
                AttemptEvent::taskId,
                Collectors.mapping(
                    event -> event.getClass().getSimpleName(), Collectors.toList())));
  }

  /// The last value of `key`; null if there is none, or if it is a tombstone.
  <V> V lastOf(Topic<V> topic, String key) {
    V last = null;
    for (ConsumerRecord<String, V> record : read(topic)) {
      if (record.key().equals(key)) {
        last = record.value();
      }
    }
    return last;
  }

  private <V> List<ConsumerRecord<String, V>> read(Topic<V> topic) {
    return new TopicReader<>(
            bootstrapServers, new StringDeserializer(), topic.values().deserializer())
        .readAll(topic.name());
  }

  private Map<String, Object> kafka() {
    return new HashMap<>(Map.of("bootstrap.servers", bootstrapServers));
  }

  @Override
  public void close() {
    journal.close();
    directory.ifPresent(
        path -> {
          broker.close();
          delete(path);
        });
  }

  private static void delete(Path directory) {
    try {
      Trees.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Handler(Work work) implements TaskHandler {
    @Override
    public String type() {
      return TYPE;
    }

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
