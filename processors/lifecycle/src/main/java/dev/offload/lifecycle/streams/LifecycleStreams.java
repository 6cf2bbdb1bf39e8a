package dev.offload.lifecycle.streams;

import dev.offload.lifecycle.Installation;
import dev.offload.lifecycle.LifecycleConfig;
import dev.offload.lifecycle.schedule.ScheduleRules;
import dev.offload.lifecycle.schedule.ScheduleStepper;
import dev.offload.lifecycle.task.Rules;
import dev.offload.lifecycle.task.TaskStepper;
import dev.offload.lifecycle.timer.TimerSettings;
import dev.offload.lifecycle.topology.Instruments;
import dev.offload.lifecycle.topology.LifecycleTopology;
import dev.offload.lifecycle.topology.QueueTopics;
import dev.offload.lifecycle.topology.StepEncoder;
import dev.offload.lifecycle.topology.Surroundings;
import dev.offload.lifecycle.trim.Trimmer;
import dev.offload.schemas.completion.Completion;
import dev.offload.schemas.topic.TopicSetup;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;

/// One instance of the lifecycle, from start to close: its stream and what works beside it.
public final class LifecycleStreams implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(20);

  /// The queue of the notifier, which every installation has. Kafka Streams can add topics of a
  /// pattern later on only where there was one to begin with.
  private static final String FIRST_QUEUE = "webhook";

  private final Admin admin;
  private final TopicSetup topics;
  private final Trimmer trimmer;
  private final KafkaStreams streams;
  private final ThreadReplacer replacer = new ThreadReplacer(InstantSource.system());

  public LifecycleStreams(
      Installation installation, LifecycleConfig config, MeterRegistry metrics) {
    admin = Admin.create(installation.kafka());
    topics = new TopicSetup(admin, installation.topics());
    trimmer =
        new Trimmer(
            admin,
            installation.topics().partitions(),
            config.trim().completionReaders(),
            config.trim().every(),
            config.watch().reportsEvery(),
            InstantSource.system());
    StepEncoder encoder =
        new StepEncoder(
            new TaskStepper(rules(config), Completion.source(installation.name())),
            installation.topics().maxMessageBytes());
    Surroundings surroundings =
        new Surroundings(
            encoder,
            new ScheduleStepper(
                new ScheduleRules(config.schedules().lateAfter(), config.schedules().catchUp())),
            trimmer.passage(),
            new QueueTopics(topics::ensureQueue),
            new TimerSettings(
                config.timers().tick(),
                config.timers().lookAhead(),
                config.timers().atMostPerTick()),
            new Instruments(metrics));
    streams =
        new KafkaStreams(
            LifecycleTopology.of(surroundings),
            StreamsSettings.of(installation.kafka(), config, installation.topics()));
    streams.setUncaughtExceptionHandler(replacer);
  }

  /// Makes the topics that are missing, then begins. Throws an [IllegalStateException] where Kafka
  /// does not answer or a topic has another shape; it can then be called again.
  public void start() {
    topics.ensureAll(List.of(FIRST_QUEUE));
    streams.start();
    trimmer.start();
  }

  public State state() {
    return streams.state();
  }

  /// Whether it may still come to something by itself.
  public boolean isAlive() {
    return !streams.state().hasCompletedShutdown() && !replacer.isInVain(Instant.now());
  }

  /// Leaves its group, so that others take over at once.
  @Override
  public void close() {
    trimmer.close();
    streams.close(
        CloseOptions.timeout(CLOSING)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    admin.close(CLOSING);
  }

  private static Rules rules(LifecycleConfig config) {
    return new Rules(
        config.watch().after(),
        config.watch().atMost(),
        config.watch().slack(),
        config.watch().earlyPatience(),
        config.retention().rule());
  }
}
