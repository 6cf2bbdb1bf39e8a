package dev.offload.lifecycle.topology;

import dev.offload.kafka.setup.TopicFault;
import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.clock.AgreedClock;
import dev.offload.lifecycle.group.GroupMachine;
import dev.offload.lifecycle.group.GroupRules;
import dev.offload.lifecycle.line.LineRules;
import dev.offload.lifecycle.line.LineRules.Capacity;
import dev.offload.lifecycle.schedule.ScheduleRules;
import dev.offload.lifecycle.store.TimerKey;
import dev.offload.lifecycle.task.Retention;
import dev.offload.lifecycle.task.Rules;
import dev.offload.lifecycle.task.TaskMachine;
import dev.offload.lifecycle.timer.TimerConfig;
import dev.offload.lifecycle.topology.PartitionTools.Flow;
import dev.offload.lifecycle.topology.PartitionTools.Machines;
import dev.offload.lifecycle.topology.PartitionTools.Times;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.ChildEnded;
import dev.offload.schemas.work.Coordination;
import dev.offload.schemas.work.DebounceAsked;
import dev.offload.schemas.work.DigestNews;
import dev.offload.schemas.work.LimitStatus;
import dev.offload.schemas.work.WorkItem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/// The whole topology on one partition without Kafka. Its clock stands still until it is
/// advanced.
final class LifecycleRig implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  /// A tenant whose tasks are kept for an hour, failed ones for two days.
  static final String HURRIED = "hurried";

  static final int MAX_MESSAGE_BYTES = 100_000;
  private static final long MUCH = 2 << 20;
  static final Rules RULES =
      new Rules(
          Duration.ofMinutes(1),
          Duration.ofMinutes(15),
          Duration.ofSeconds(10),
          Duration.ofHours(1),
          new Retention(
              Fixtures.retention(Duration.ofDays(7), Duration.ofDays(30)).usual(),
              Map.of(
                  HURRIED,
                  Map.of(
                      TaskState.SUCCEEDED, Duration.ofHours(1),
                      TaskState.FAILED, Duration.ofDays(2)))),
          Duration.ofHours(1));

  private static final GroupMachine GROUPS =
      new GroupMachine(
          new GroupRules(1, Duration.ofDays(7), (_, _) -> Duration.ofDays(2)),
          Completion.source("rig"));

  static final Duration LOOK_AHEAD = Duration.ofSeconds(5);

  final SettableHeard heard = new SettableHeard();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final List<String> ensuredQueues = new ArrayList<>();

  /// How many tasks of each queue workers can run at once.
  int slots = 1_000_000;

  /// How many of the slots are free, as workers say.
  int free;

  /// Queues without workers.
  final Set<String> unserved = new HashSet<>();

  /// Queues and tenants of which nothing is handed out.
  final SettablePauses pauses = new SettablePauses();

  /// The limits, as tests set them.
  final SettableRules rules = new SettableRules();

  /// What is wrong with the topics of every queue.
  final List<TopicFault> faults = new ArrayList<>();

  final AgreedClock clock = new AgreedClock(() -> now(), this::nanos, Duration.ofSeconds(10));
  final RecordLimits limits =
      new RecordLimits(MAX_MESSAGE_BYTES, () -> now(), _ -> new CompletableFuture<>());
  final Backlog backlog = new Backlog();
  final PartitionTools tools;
  private final TopologyTestDriver driver;
  private Instant now = START;
  private Duration leapt = Duration.ZERO;

  private record Timers(Duration tick, Duration lookAhead, int atMostPerTick)
      implements TimerConfig {}

  LifecycleRig() {
    this(1000);
  }

  LifecycleRig(int timersPerTick) {
    this(timersPerTick, MUCH);
  }

  /// Without `isCaching` every entry is read from its store.
  static LifecycleRig caching(boolean isCaching) {
    return new LifecycleRig(1000, isCaching ? MUCH : 0);
  }

  private LifecycleRig(int timersPerTick, long recentBytes) {
    TaskMachine tasks = new TaskMachine(RULES, Completion.source("rig"));
    ScheduleRules schedules = new ScheduleRules(Duration.ofMinutes(1), Duration.ofDays(1));
    QueueTopics queues = new QueueTopics(this::look, Runnable::run, this::nanos);
    tools =
        new PartitionTools(
            1,
            new Machines(
                new TaskEncoder(tasks, limits, queues),
                SideMachines.of(1, schedules, GROUPS),
                recentBytes),
            new Flow(new LineRules(this::capacity, 1, Map.of("heavy", 3), 1, pauses), rules),
            new Times(
                clock,
                new Timers(Duration.ofMillis(50), LOOK_AHEAD, timersPerTick),
                new Alarms(this::nanos)),
            heard,
            backlog,
            new Instruments(metrics));
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, Topics.LIFECYCLE_GROUP);
    config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    driver = new TopologyTestDriver(LifecycleTopology.of(tools, Topics.DIRECT), config, START);
  }

  Instant now() {
    return now;
  }

  private Capacity capacity(String queue, Instant at) {
    return unserved.contains(queue) ? Capacity.NONE : new Capacity(slots, slots - free, at);
  }

  private long nanos() {
    return Duration.between(START, now).minus(leapt).toNanos();
  }

  private List<TopicFault> look(String queue) {
    ensuredQueues.add(queue);
    return List.copyOf(faults);
  }

  /// Sets the machine's clock wrong, or right again.
  void leap(Duration by) {
    now = now.plus(by);
    leapt = leapt.plus(by);
  }

  void submit(SubmitTask task) {
    write(Topics.COMMANDS.name(), Topics.COMMANDS, task.taskId().toString(), task);
  }

  void submitDirect(SubmitTask task) {
    Topic<SubmitTask> direct = Topics.direct(task.queue());
    write(direct.name(), direct, task.taskId().toString(), task);
  }

  /// A direct task whose first attempt is run by `run`.
  void startDirect(SubmitTask task, Run run) {
    submitDirect(task);
    report(run.started(now));
  }

  void command(Command command) {
    write(Topics.COMMANDS.name(), Topics.COMMANDS, command.key(), command);
  }

  void report(AttemptEvent event) {
    write(Topics.ATTEMPTS.name(), Topics.ATTEMPTS, event.taskId().toString(), event);
  }

  void tellParent(ChildEnded end) {
    write(Topics.COORDINATION.name(), Topics.COORDINATION, end.taskId().toString(), end);
  }

  void tell(Coordination news) {
    write(Topics.COORDINATION.name(), Topics.COORDINATION, news.key(), news);
  }

  void put(Schedule schedule) {
    write(Topics.CONFIG.name(), Topics.CONFIG, schedule.key(), schedule);
  }

  void delete(Schedule schedule) {
    writeRaw(Topics.CONFIG.name(), schedule.key(), new RecordHeaders(), null);
  }

  void writeRaw(String topic, String key, Headers headers, byte[] value) {
    driver
        .createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, value, headers, now));
  }

  void advance(Duration step) {
    now = now.plus(step);
    driver.advanceWallClockTime(step);
  }

  /// Advances until all timers that are due now have gone off.
  void tick() {
    advance(Duration.ofMillis(50));
  }

  /// What has been written to `offload.tasks` since the last call.
  List<Task> snapshots() {
    return values(Topics.TASKS);
  }

  List<WorkItem> work(String queue) {
    return values(Topics.work(queue));
  }

  List<TaskProgress> progress() {
    return values(Topics.PROGRESS);
  }

  /// What has been submitted since the last call.
  List<Command> commands() {
    return values(Topics.COMMANDS);
  }

  List<Completion> completions() {
    return values(Topics.COMPLETIONS);
  }

  List<TestRecord<String, byte[]>> parked() {
    return records(Topics.PARKED.name());
  }

  List<TestRecord<String, byte[]>> records(String topic) {
    if (!driver.producedTopicNames().contains(topic)) {
      return List.of();
    }
    return driver
        .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  double count(String event) {
    return metrics.counter("offload.lifecycle.events", "event", event).count();
  }

  /// How many timers are armed.
  int timers() {
    return timers(Codecs.TASKS.store())
        + timers(Codecs.SCHEDULES.store())
        + timers(Codecs.LIMITS.store())
        + timers(Codecs.GROUPS.store());
  }

  private int timers(String store) {
    Bytes first = TimerKey.before(Instant.EPOCH);
    Bytes last = TimerKey.before(Instant.ofEpochMilli(Long.MAX_VALUE));
    return size(driver.<Bytes, byte[]>getKeyValueStore(store).range(first, last));
  }

  /// What the store has for a task; null if nothing.
  byte[] storedTask(TaskId id) {
    return stored(Codecs.TASKS.store(), id.toString());
  }

  /// Makes the stored task unreadable. Its place in line stays.
  void spoil(TaskId id) {
    spoil(Codecs.TASKS.store(), id.toString());
  }

  /// Makes what is stored of a debounce key unreadable.
  void spoil(DebounceAsked question) {
    spoil(Codecs.DEBOUNCES.store(), question.key());
  }

  private void spoil(String store, String key) {
    byte[] stored = stored(store, key);
    stored[stored.length - 1] = 'x';
    Bytes bytes = Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    driver.<Bytes, byte[]>getKeyValueStore(store).put(bytes, stored);
  }

  byte[] storedSchedule(Schedule schedule) {
    return stored(Codecs.SCHEDULES.store(), schedule.key());
  }

  byte[] storedDigest(DigestNews news) {
    return stored(Codecs.DIGESTS.store(), news.key());
  }

  /// How many users have a digest.
  int digests() {
    return size(driver.getKeyValueStore(Codecs.DIGESTS.store()).all());
  }

  byte[] storedGroup(GroupId group) {
    return stored(Codecs.GROUPS.store(), group.toString());
  }

  /// What the partition has counted of a group; null if nothing.
  byte[] storedTally(GroupId group) {
    return stored(LifecycleTopology.TALLIES_STORE, group.toString());
  }

  private byte[] stored(String store, String key) {
    Bytes bytes = Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    return driver.<Bytes, byte[]>getKeyValueStore(store).get(bytes);
  }

  /// How many tasks are stored.
  int entries() {
    return size(driver.getKeyValueStore(Codecs.TASKS.store()).all());
  }

  int schedules() {
    return size(driver.getKeyValueStore(Codecs.SCHEDULES.store()).all());
  }

  /// How many limits have a coordinator, and how many a ledger.
  int limits() {
    return size(driver.getKeyValueStore(Codecs.LIMITS.store()).all())
        + size(driver.getKeyValueStore(LifecycleTopology.LEDGERS_STORE).all());
  }

  /// How many groups are known, and how many are counted.
  int groups() {
    return size(driver.getKeyValueStore(Codecs.GROUPS.store()).all())
        + size(driver.getKeyValueStore(LifecycleTopology.TALLIES_STORE).all());
  }

  List<GroupStatus> groupStatuses() {
    return values(Topics.GROUPS);
  }

  List<LimitStatus> limitStatuses() {
    return values(Topics.LIMITS);
  }

  private static int size(KeyValueIterator<?, ?> entries) {
    try (entries) {
      int size = 0;
      while (entries.hasNext()) {
        entries.next();
        size++;
      }
      return size;
    }
  }

  private <V> List<V> values(Topic<V> topic) {
    return records(topic.name()).stream()
        .map(record -> topic.read(record.headers(), record.value()))
        .toList();
  }

  private <V> void write(String name, Topic<V> topic, String key, V value) {
    Headers headers = new RecordHeaders();
    byte[] bytes = topic.values().serializer().serialize(name, headers, value);
    writeRaw(name, key, headers, bytes);
  }

  @Override
  public void close() {
    driver.close();
  }
}
