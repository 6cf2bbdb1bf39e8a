package dev.offload.lifecycle.trim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes from topics without a time limit what every reader has read, every few seconds, on a
/// thread of its own; and notes by the way until when topics have been passed, more often of what
/// workers report. As many instances as like may do it: deleting twice is deleting once.
public final class Trimmer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Trimmer.class);

  private final Admin admin;
  private final PositionReader positions;
  private final PassageTracker passage;
  private final Duration every;
  private final Duration reportsEvery;
  private final InstantSource clock;
  private final Thread thread = Thread.ofPlatform().name("trim").daemon().unstarted(this::run);
  private TrimPlan done = new TrimPlan(Map.of());

  /// `completionReaders` are the groups that read completions.
  public Trimmer(
      Admin admin,
      int partitions,
      Collection<String> completionReaders,
      Duration every,
      Duration reportsEvery,
      InstantSource clock) {
    this.admin = admin;
    this.positions = new PositionReader(admin, partitions, completionReaders);
    this.passage = new PassageTracker(partitions);
    this.every = every;
    this.reportsEvery = reportsEvery;
    this.clock = clock;
  }

  public void start() {
    thread.start();
  }

  public Passage passage() {
    return passage;
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

  /// Looks and deletes once. What Kafka refuses now it is asked for again at the next turn.
  void turn() throws InterruptedException {
    try {
      Instant before = clock.instant();
      Positions now = positions.read();
      passage.look(now, before);
      TrimPlan plan = TrimPlan.of(now, positions.partitions(), positions.groups());
      delete(plan.since(done));
      done = plan;
    } catch (ExecutionException e) {
      log.warn(
          "nothing trimmed this time, trying again in {}: {}", every, e.getCause().getMessage());
    }
  }

  private void lookAtReports() throws InterruptedException {
    try {
      Instant before = clock.instant();
      passage.lookAtReports(positions.readReports(), before);
    } catch (ExecutionException e) {
      log.warn(
          "workers' reports not looked at this time, trying again in {}: {}",
          reportsEvery,
          e.getCause().getMessage());
    }
  }

  private void delete(TrimPlan plan) throws ExecutionException, InterruptedException {
    Map<TopicPartition, RecordsToDelete> wanted = new HashMap<>();
    plan.below()
        .forEach(
            (partition, offset) -> wanted.put(partition, RecordsToDelete.beforeOffset(offset)));
    if (!wanted.isEmpty()) {
      admin.deleteRecords(wanted).all().get();
    }
  }
}
