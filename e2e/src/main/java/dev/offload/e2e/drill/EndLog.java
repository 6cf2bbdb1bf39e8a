package dev.offload.e2e.drill;

import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// The ends of tasks in Kafka's log: each completion, and each final version of a task.
///
/// It keeps what it has read over a restart of the node. It recognises a record that it reads again
/// by its offset.
final class EndLog {
  /// The place of a record, so that the same record counts once.
  private record Position(String topic, int partition, long offset) {}

  private record End(Position position, Instant written) {}

  private final Map<String, Set<End>> completions = new ConcurrentHashMap<>();
  private final Map<String, Set<Position>> finalVersions = new ConcurrentHashMap<>();
  private final Map<String, TaskState> states = new ConcurrentHashMap<>();
  private final Consumer<PublicTask> listener;

  EndLog() {
    this(task -> {});
  }

  /// `listener` is told of the task of each completion once, on the reading thread.
  EndLog(Consumer<PublicTask> listener) {
    this.listener = listener;
  }

  /// Reads both topics from the beginning, and goes on until it is closed or the node is gone.
  Follower follow(String bootstrapServers) {
    return follow(bootstrapServers, List.of(Topics.COMPLETIONS.name(), Topics.TASKS.name()));
  }

  /// The same for completions alone, if there are too many tasks to read each version.
  Follower followCompletions(String bootstrapServers) {
    return follow(bootstrapServers, List.of(Topics.COMPLETIONS.name()));
  }

  private Follower follow(String bootstrapServers, List<String> topics) {
    var follower = new Follower(bootstrapServers, topics);
    follower.thread.start();
    return follower;
  }

  /// Has the node stamp ends with the time at which it writes them. Otherwise the stamp is that of
  /// the event that caused them.
  static void stampOnAppend(String bootstrapServers) throws InterruptedException {
    KafkaSetting.ofTopic(Topics.COMPLETIONS.name(), "message.timestamp.type", "LogAppendTime")
        .apply(bootstrapServers);
  }

  /// How many tasks have ended, by a completion or a final version. Completions are deleted when
  /// the services have read them, perhaps before they are read here.
  int ended() {
    return states.size();
  }

  boolean hasEnded(String taskId) {
    return states.containsKey(taskId);
  }

  /// The state in which it ended; empty if it has not ended.
  Optional<TaskState> end(String taskId) {
    return Optional.ofNullable(states.get(taskId));
  }

  /// Tasks with more than one end, and the number of ends.
  Map<String, Integer> endedMoreThanOnce() {
    var often = new TreeMap<String, Integer>();
    completions.forEach((id, ends) -> often.merge(id, ends.size(), Math::max));
    finalVersions.forEach((id, versions) -> often.merge(id, versions.size(), Math::max));
    often.values().removeIf(times -> times == 1);
    return often;
  }

  /// When the log got its first end after `moment`. This is exact after [#stampOnAppend].
  Optional<Instant> firstEndAfter(Instant moment) {
    return completions.values().stream()
        .flatMap(Set::stream)
        .map(End::written)
        .filter(moment::isBefore)
        .min(Instant::compareTo);
  }

  void take(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return;
    }
    var position = new Position(record.topic(), record.partition(), record.offset());
    if (record.topic().equals(Topics.COMPLETIONS.name())) {
      var end = new End(position, Instant.ofEpochMilli(record.timestamp()));
      Topics.COMPLETIONS
          .read(record.headers(), record.value())
          .task()
          .ifPresent(task -> take(task, end));
    } else {
      Task task = Topics.TASKS.read(record.headers(), record.value());
      if (task.state().hasEnded()) {
        states.put(task.id().toString(), task.state());
        finalVersions
            .computeIfAbsent(task.id().toString(), _ -> ConcurrentHashMap.newKeySet())
            .add(position);
      }
    }
  }

  private void take(PublicTask task, End end) {
    String id = task.id().toString();
    states.put(id, task.state());
    if (completions.computeIfAbsent(id, _ -> ConcurrentHashMap.newKeySet()).add(end)) {
      listener.accept(task);
    }
  }

  /// A thread that reads one node's log.
  final class Follower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final List<String> topics;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread = Thread.ofPlatform().name("end-log").unstarted(this::run);

    private Follower(String bootstrapServers, List<String> topics) {
      this.topics = topics;
      Map<String, Object> properties =
          Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
      this.consumer =
          new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void run() {
      try (consumer) {
        var partitions =
            topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        while (true) {
          consumer.poll(POLL).forEach(EndLog.this::take);
        }
      } catch (WakeupException _) {
        // It is closed, perhaps while it still looked for a node that is gone.
      }
    }

    @Override
    public void close() {
      consumer.wakeup();
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
