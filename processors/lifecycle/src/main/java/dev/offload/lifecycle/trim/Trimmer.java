package dev.offload.lifecycle.trim;

import dev.offload.kafka.admin.AdminAnswer;
import dev.offload.lifecycle.lost.HeardTracker;
import dev.offload.lifecycle.lost.HeardUntil;
import dev.offload.lifecycle.position.PositionReader;
import dev.offload.lifecycle.position.PositionReader.HandOutTopics;
import dev.offload.lifecycle.position.Positions;
import dev.offload.lifecycle.position.Troubles;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what every reader has read from topics without a time limit. It does so every few
/// seconds, on its own thread. Since it asks for all positions anyway, it passes them to the
/// [HeardTracker], and those of workers' reports more often. Several instances may do this,
/// since deleting twice does no harm.
public final class Trimmer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Trimmer.class);

  private final Admin admin;
  private final PositionReader positions;
  private final HeardTracker heard;
  private final Troubles troubles;
  private final Consumer<Set<String>> onDirect;
  private final Duration every;
  private final Duration reportsEvery;
  private final InstantSource clock;
  private final Thread thread = Thread.ofPlatform().name("trim").daemon().unstarted(this::run);
  private TrimPlan done = new TrimPlan(Map.of());
  private Positions last = Positions.NOTHING_KNOWN;

  /// Each turn tells `onDirect` which direct topics have the wrong number of partitions.
  public Trimmer(
      Admin admin,
      TrimSettings settings,
      InstantSource clock,
      Consumer<Set<String>> onDirect,
      MeterRegistry metrics) {
    this.admin = admin;
    this.troubles = new Troubles(InstantSource.system());
    this.positions =
        new PositionReader(admin, settings.partitions(), settings.completionReaders(), troubles);
    this.heard = new HeardTracker(settings.partitions());
    this.every = settings.every();
    this.reportsEvery = settings.reportsEvery();
    this.clock = clock;
    this.onDirect = onDirect;
    Gauge.builder("offload.lifecycle.trim.age", troubles, one -> one.sinceLastGood().toSeconds())
        .description("Seconds since the last turn that trimmed and watched all topics and groups")
        .baseUnit("seconds")
        .register(metrics);
    Gauge.builder("offload.lifecycle.trim.left.out", troubles, Troubles::count)
        .description("Topics and groups that the last turn could not trim or watch")
        .register(metrics);
  }

  /// The direct topics with the wrong number of partitions.
  public Set<String> oddDirectTopics() throws InterruptedException {
    return positions.handOutTopics().oddDirect(positions.partitions());
  }

  public void start() {
    thread.start();
  }

  public HeardUntil heard() {
    return heard;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      long nextTurn = System.nanoTime();
      while (!Thread.currentThread().isInterrupted()) {
        if (System.nanoTime() - nextTurn >= 0) {
          turn();
          nextTurn = System.nanoTime() + every.toNanos();
        } else {
          lookAtReports();
        }
        Thread.sleep(reportsEvery);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Asks for the positions and deletes once. If Kafka refuses something, the next turn tries
  /// again.
  void turn() throws InterruptedException {
    try {
      HandOutTopics topics = positions.handOutTopics();
      onDirect.accept(topics.oddDirect(positions.partitions()));
      Instant before = clock.instant();
      Positions now = positions.read(topics, last);
      last = now;
      heard.look(now, before);
      TrimPlan plan = TrimPlan.of(now, positions.partitions(), positions.groups());
      done = delete(plan, plan.since(done));
    } catch (KafkaException e) {
      troubles.note("all", e);
    } catch (RuntimeException e) {
      log.error("a turn of trimming failed, trying again in {}", every, e);
      troubles.note("all", e);
    }
    troubles.endTurn();
  }

  private void lookAtReports() throws InterruptedException {
    try {
      Instant before = clock.instant();
      heard.lookAtReports(positions.readReports(last), before);
    } catch (KafkaException e) {
      log.warn(
          "workers' reports not looked at this time, trying again in {}: {}",
          reportsEvery,
          e.getMessage());
    } catch (RuntimeException e) {
      log.error("a look at workers' reports failed, trying again in {}", reportsEvery, e);
    }
  }

  /// Deletes the `fresh` part of `plan`. Returns the part of the plan that is done: all of it
  /// but the partitions that Kafka refused.
  private TrimPlan delete(TrimPlan plan, TrimPlan fresh) throws InterruptedException {
    Map<TopicPartition, RecordsToDelete> wanted = new HashMap<>();
    fresh
        .below()
        .forEach(
            (partition, offset) -> wanted.put(partition, RecordsToDelete.beforeOffset(offset)));
    Map<TopicPartition, Long> deleted = new HashMap<>(plan.below());
    if (!wanted.isEmpty()) {
      for (var one : admin.deleteRecords(wanted).lowWatermarks().entrySet()) {
        try {
          var _ = AdminAnswer.await(one.getValue());
        } catch (KafkaException e) {
          deleted.remove(one.getKey());
          troubles.note(one.getKey().topic(), e);
        }
      }
    }
    return new TrimPlan(deleted);
  }
}
