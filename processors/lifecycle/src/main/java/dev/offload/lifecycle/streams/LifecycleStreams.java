package dev.offload.lifecycle.streams;

import dev.offload.kafka.setup.TopicFault;
import dev.offload.kafka.setup.TopicSetup;
import dev.offload.kafka.setup.WrongTopicsException;
import dev.offload.lifecycle.Installation;
import dev.offload.lifecycle.LifecycleConfig;
import dev.offload.lifecycle.clock.AgreedClock;
import dev.offload.lifecycle.clock.ClockWatch;
import dev.offload.lifecycle.clock.SteadyTime;
import dev.offload.lifecycle.group.GroupMachine;
import dev.offload.lifecycle.group.GroupRules;
import dev.offload.lifecycle.line.LineRules;
import dev.offload.lifecycle.schedule.ScheduleRules;
import dev.offload.lifecycle.task.Retention;
import dev.offload.lifecycle.task.Rules;
import dev.offload.lifecycle.task.TaskMachine;
import dev.offload.lifecycle.topology.Alarms;
import dev.offload.lifecycle.topology.Backlog;
import dev.offload.lifecycle.topology.Instruments;
import dev.offload.lifecycle.topology.LifecycleTopology;
import dev.offload.lifecycle.topology.PartitionTools;
import dev.offload.lifecycle.topology.PartitionTools.Flow;
import dev.offload.lifecycle.topology.PartitionTools.Machines;
import dev.offload.lifecycle.topology.PartitionTools.Times;
import dev.offload.lifecycle.topology.QueueTopics;
import dev.offload.lifecycle.topology.RecordLimits;
import dev.offload.lifecycle.topology.RefusedRecords.Learners;
import dev.offload.lifecycle.topology.SideMachines;
import dev.offload.lifecycle.topology.TaskEncoder;
import dev.offload.lifecycle.trim.TrimSettings;
import dev.offload.lifecycle.trim.Trimmer;
import dev.offload.schemas.notify.Delivery;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One instance of the lifecycle, from start to close: its stream and what runs beside it.
///
/// A direct topic whose number of partitions differs from that of all others would stop the
/// stream for good. When such a topic is found, the stream is started again without it.
public final class LifecycleStreams implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LifecycleStreams.class);
  private static final Duration CLOSING = Duration.ofSeconds(20);

  /// How many bytes of tasks are kept decoded, for all partitions together, and as many
  /// of the entries of each other machine.
  /// Decoded they take about four times as much, and up to thirty times if somebody means to.
  private static final long RECENT_BYTES = 2 << 20;

  /// The queue of webhooks, which every installation has. Kafka Streams can only add topics to
  /// a pattern later if at least one existed at its start.
  private static final String FIRST_QUEUE = Delivery.TYPE;

  private final Installation installation;
  private final LifecycleConfig config;
  private final Admin admin;
  private final TopicSetup topics;
  private final AgreedClock clock;
  private final ClockWatch clockWatch;
  private final Trimmer trimmer;
  private final QueueTopics queues;
  private final RecordLimits limits;
  private final WorkerRoster workers;
  private final FlowTables flow;
  private final Backlog backlog = new Backlog();
  private final Alarms alarms = new Alarms(System::nanoTime);
  private final PartitionTools tools;
  private volatile RunningStream running;
  private boolean closed;

  /// The running stream. It does not read the direct topics in `odd`, which have the wrong
  /// number of partitions.
  private record RunningStream(KafkaStreams streams, ThreadReplacer replacer, Set<String> odd) {}

  public LifecycleStreams(
      Installation installation, LifecycleConfig config, MeterRegistry metrics) {
    this.installation = installation;
    this.config = config;
    admin = Admin.create(installation.kafka());
    topics = new TopicSetup(admin, installation.topics());
    clock = new AgreedClock(InstantSource.system(), System::nanoTime, config.clock().aheadAtMost());
    clockWatch = new ClockWatch(admin, clock, metrics);
    trimmer =
        new Trimmer(
            admin,
            new TrimSettings(
                installation.topics().partitions(),
                config.trim().completionReaders(),
                config.trim().every(),
                config.watch().reportsEvery()),
            clock,
            this::readWithout,
            metrics);
    queues =
        new QueueTopics(
            queue -> faultsOf(() -> topics.ensureQueue(queue)),
            Thread::startVirtualThread,
            System::nanoTime);
    workers = new WorkerRoster(installation.kafka());
    flow = new FlowTables(installation.kafka());
    limits =
        new RecordLimits(
            installation.topics().maxMessageBytes(), InstantSource.system(), this::largestOf);
    var tasks = new TaskMachine(rules(config), Completion.source(installation.name()));
    int partitions = installation.topics().partitions();
    var schedules = new ScheduleRules(config.schedules().lateAfter(), config.schedules().catchUp());
    tools =
        new PartitionTools(
            partitions,
            new Machines(
                new TaskEncoder(tasks, limits, queues),
                SideMachines.of(partitions, schedules, groups(partitions, config)),
                RECENT_BYTES / partitions),
            new Flow(
                new LineRules(
                    workers::capacity,
                    partitions,
                    config.line().shares(),
                    config.line().withoutWorkers(),
                    flow),
                flow),
            new Times(clock, config.timers(), alarms),
            trimmer.heard(),
            backlog,
            new Instruments(metrics));
    Gauge.builder("offload.lifecycle.queues.closed", queues, QueueTopics::closed)
        .description("Queues to which nothing is handed out, because their topics are wrong")
        .register(metrics);
    running = newStream(Set.of());
  }

  /// Creates the topics that are missing, then starts. Throws a [KafkaException] if Kafka does
  /// not answer, a [WrongTopicsException] if a topic is not as it should be, and an
  /// [IllegalStateException] if limits and pauses can't be read. It can then be called again.
  public synchronized void start() throws InterruptedException {
    topics.ensure(Topics.COMMON);
    faultsOf(() -> topics.ensureQueue(FIRST_QUEUE)).forEach(LifecycleStreams::tell);
    // Kafka Streams leaves that to the leader of the group, which knows only the changelogs of its
    // own release. An instance of a later one would wait for its own.
    faultsOf(() -> topics.ensure(LifecycleTopology.CHANGELOGS)).forEach(LifecycleStreams::tell);
    clockWatch.look();
    Set<String> odd = trimmer.oddDirectTopics();
    if (!odd.equals(running.odd())) {
      end(running);
      running = newStream(odd);
    }
    workers.read();
    flow.read();
    running.streams().start();
    clockWatch.start();
    trimmer.start();
  }

  private static void tell(TopicFault fault) {
    log.error("topic is not as it should be: {}", fault.advice());
  }

  private static List<TopicFault> faultsOf(Ensuring topics) throws InterruptedException {
    try {
      topics.ensure();
      return List.of();
    } catch (WrongTopicsException e) {
      return e.faults();
    }
  }

  /// Creates topics that are missing and checks the others.
  private interface Ensuring {
    void ensure() throws InterruptedException, WrongTopicsException;
  }

  /// The largest record that a topic takes by its configuration.
  private CompletionStage<Long> largestOf(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin
        .describeConfigs(List.of(resource))
        .values()
        .get(resource)
        .toCompletionStage()
        .thenApply(
            settings -> Long.valueOf(settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()));
  }

  private RunningStream newStream(Set<String> odd) {
    Pattern direct = Topics.directWithout(odd);
    KafkaStreams streams =
        new KafkaStreams(
            LifecycleTopology.of(tools, direct),
            StreamsSettings.of(
                installation.kafka(),
                config,
                installation.topics(),
                new Learners(limits, queues),
                backlog),
            new StreamClients(alarms, backlog),
            new SteadyTime());
    ThreadReplacer replacer = new ThreadReplacer(InstantSource.system(), queues::doubt);
    streams.setUncaughtExceptionHandler(replacer);
    return new RunningStream(streams, replacer, odd);
  }

  /// Starts the stream again if the odd direct topics have changed.
  private synchronized void readWithout(Set<String> odd) {
    if (closed || odd.equals(running.odd())) {
      return;
    }
    log.error(
        "direct topics with another count of partitions are not read, their tasks are not known:"
            + " {}",
        odd);
    end(running);
    running = newStream(odd);
    running.streams().start();
  }

  StreamHealth health() {
    RunningStream now = running;
    return StreamHealth.of(now.streams().state(), now.replacer(), Instant.now());
  }

  /// Leaves the group, so that others take over at once.
  @Override
  public void close() {
    trimmer.close();
    clockWatch.close();
    synchronized (this) {
      closed = true;
      end(running);
    }
    workers.close();
    flow.close();
    admin.close(CLOSING);
  }

  private static void end(RunningStream stream) {
    stream.replacer().stop();
    stream
        .streams()
        .close(
            CloseOptions.timeout(CLOSING)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
  }

  private GroupMachine groups(int partitions, LifecycleConfig config) {
    Retention retention = config.retention().rule();
    GroupRules rules =
        new GroupRules(
            partitions,
            config.groups().openAtMost(),
            (tenant, state) -> retention.of(tenant, TaskState.parse(state.toString())));
    return new GroupMachine(rules, Completion.source(installation.name()));
  }

  private static Rules rules(LifecycleConfig config) {
    return new Rules(
        config.watch().after(),
        config.watch().atMost(),
        config.watch().slack(),
        config.watch().earlyPatience(),
        config.retention().rule(),
        config.clock().trustAfter());
  }
}
