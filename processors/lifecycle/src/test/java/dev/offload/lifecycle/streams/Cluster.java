package dev.offload.lifecycle.streams;

import dev.offload.kafka.setup.TopicSetup;
import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.lifecycle.Installation;
import dev.offload.lifecycle.LifecycleConfig;
import dev.offload.lifecycle.topology.LifecycleTopology;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.testkit.KafkaForTests;
import dev.offload.testkit.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/// A real Kafka node with the lifecycle's topics, and what API and workers would write and
/// read. It has few partitions and short waits.
final class Cluster implements AutoCloseable {
  static final int PARTITIONS = 2;

  private final Admin admin = KafkaForTests.admin();
  private final KafkaProducer<String, byte[]> producer;
  private final SmallRyeConfig config;

  Cluster(Path stateDirectory) {
    this(stateDirectory, 0);
  }

  Cluster(Path stateDirectory, int standbys) {
    Map<String, String> all = new HashMap<>();
    all.put("offload.topics.partitions", Integer.toString(PARTITIONS));
    // Tests are the workers, and tell nobody what they can run.
    all.put("offload.lifecycle.line.without-workers", "1000");
    all.put("offload.topics.replication-factor", "1");
    all.put("offload.topics.min-in-sync-replicas", "1");
    all.put("offload.lifecycle.standby-replicas", Integer.toString(standbys));
    all.put("offload.lifecycle.state-directory", stateDirectory.toString());
    all.put("offload.lifecycle.trim.every", "200ms");
    all.put("offload.lifecycle.trim.completion-readers", "reader-one,reader-two");
    all.put("offload.lifecycle.watch.after", "1s");
    all.put("offload.lifecycle.watch.slack", "1s");
    config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .addDefaultSources()
            .withMapping(LifecycleConfig.class)
            .withMapping(TopicsConfig.class)
            .withDefaultValues(all)
            .build();
    Map<String, Object> settings = KafkaForTests.connection();
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, topics().maxMessageBytes());
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /// An instance of the lifecycle, started.
  LifecycleStreams start() {
    var installation = new Installation(KafkaForTests.connection(), topics(), "it");
    var streams =
        new LifecycleStreams(
            installation,
            config.getConfigMapping(LifecycleConfig.class),
            new SimpleMeterRegistry());
    try {
      streams.start();
      return streams;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  TopicsConfig topics() {
    return config.getConfigMapping(TopicsConfig.class);
  }

  void makeQueue(String queue) {
    try {
      new TopicSetup(admin, topics()).ensureQueue(queue);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void submit(SubmitTask task) {
    write(Topics.COMMANDS, task.taskId(), task);
  }

  void submitInBatch(List<SubmitTask> tasks) {
    List<Future<RecordMetadata>> sent =
        tasks.stream()
            .map(task -> producer.send(encoded(Topics.BATCHES, task.taskId().toString(), task)))
            .toList();
    sent.forEach(Cluster::get);
  }

  void submitDirect(SubmitTask task) {
    write(Topics.direct(task.queue()), task.taskId(), task);
  }

  void command(Command command) {
    write(Topics.COMMANDS, command.key(), command);
  }

  void report(AttemptEvent event) {
    write(Topics.ATTEMPTS, event.taskId(), event);
  }

  void put(Schedule schedule) {
    write(Topics.CONFIG, schedule.key(), schedule);
  }

  /// The last state shown of a task.
  Optional<Task> task(TaskId id) {
    return values(Topics.TASKS).stream()
        .filter(task -> task.id().equals(id))
        .reduce((_, later) -> later);
  }

  /// Deletes the changelog of a store, in which nothing may be.
  void deleteChangelog(String store) {
    String topic = Topics.changelog(store).name();
    try {
      admin.deleteTopics(List.of(topic)).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    Awaitility.await().until(() -> !admin.listTopics().names().get().contains(topic));
  }

  /// The settings of the changelogs that exist.
  List<Map<String, String>> settingsOfChangelogs() {
    try {
      Set<String> topics = admin.listTopics().names().get();
      List<ConfigResource> changelogs =
          LifecycleTopology.CHANGELOGS.stream()
              .map(Topic::name)
              .filter(topics::contains)
              .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
              .toList();
      return admin.describeConfigs(changelogs).all().get().values().stream()
          .map(
              config ->
                  config.entries().stream()
                      .filter(entry -> entry.value() != null)
                      .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value)))
          .toList();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Completion> completions(TaskId id) {
    return values(Topics.COMPLETIONS).stream()
        .filter(completion -> completion.data().subject().equals(id))
        .toList();
  }

  <V> List<V> values(Topic<V> topic) {
    return TopicReader.of(new ByteArrayDeserializer()).readAll(topic.name()).stream()
        .map(record -> topic.read(record.headers(), record.value()))
        .toList();
  }

  <V> void write(Topic<V> topic, TaskId id, V value) {
    write(topic, id.toString(), value);
  }

  private <V> void write(Topic<V> topic, String key, V value) {
    send(encoded(topic, key, value));
  }

  private static <V> ProducerRecord<String, byte[]> encoded(Topic<V> topic, String key, V value) {
    ProducerRecord<String, V> record = topic.record(key, value, PARTITIONS);
    byte[] bytes = topic.values().serializer().serialize(topic.name(), record.headers(), value);
    return new ProducerRecord<>(
        topic.name(), record.partition(), record.key(), bytes, record.headers());
  }

  void send(ProducerRecord<String, byte[]> record) {
    get(producer.send(record));
  }

  private static <T> T get(Future<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Takes records of a topic as the workers of `queue` do, until there is one, and reports
  /// nothing to the lifecycle.
  void takeAsWorker(String queue, Topic<?> topic) {
    Map<String, Object> settings = KafkaForTests.connection();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, Topics.shareGroup(queue));
    settings.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "implicit");
    var bytes = new ByteArrayDeserializer();
    try (var worker = new KafkaShareConsumer<>(settings, bytes, bytes)) {
      worker.subscribe(List.of(topic.name()));
      while (worker.poll(Duration.ofMillis(200)).isEmpty()) {
        // Joining the group takes a while.
      }
      worker.commitSync();
    }
  }

  /// Makes `group` have read all of `topic`.
  void readWhole(String group, Topic<?> topic) {
    Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
    offsets(topic, OffsetSpec.latest())
        .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end)));
    get(admin.alterConsumerGroupOffsets(group, ends).all());
  }

  /// How many records of a topic have not been deleted yet.
  long kept(Topic<?> topic) {
    Map<TopicPartition, Long> ends = offsets(topic, OffsetSpec.latest());
    Map<TopicPartition, Long> starts = offsets(topic, OffsetSpec.earliest());
    return ends.keySet().stream().mapToLong(one -> ends.get(one) - starts.get(one)).sum();
  }

  private Map<TopicPartition, Long> offsets(Topic<?> topic, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      wanted.put(new TopicPartition(topic.name(), partition), which);
    }
    Map<TopicPartition, Long> offsets = new HashMap<>();
    get(admin.listOffsets(wanted).all())
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
