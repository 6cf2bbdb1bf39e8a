package dev.offload.worker.runtime;

import dev.offload.kafka.live.PauseTable;
import dev.offload.kafka.live.StuckQueues;
import dev.offload.kafka.read.WholeTopicReader;
import dev.offload.kafka.setup.ShareGroupLimits;
import dev.offload.kafka.setup.TopicSetup;
import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.kafka.write.RecordWriter;
import dev.offload.schemas.topic.Topics;
import dev.offload.worker.TaskHandler;
import dev.offload.worker.cancel.Cancellations;
import dev.offload.worker.loop.Isolation;
import dev.offload.worker.loop.LoopTools;
import dev.offload.worker.loop.QueueLoop;
import dev.offload.worker.loop.QueuePlan;
import dev.offload.worker.queue.ShareGroupQueueSource;
import dev.offload.worker.roster.Roster;
import dev.offload.worker.run.HandlerThreads;
import dev.offload.worker.run.LeaseKeeper;
import dev.offload.worker.run.LeaseTerms;
import dev.offload.worker.run.RunStopper;
import dev.offload.worker.run.RunTools;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The worker of one process: a loop for each queue it serves, and what they share.
public final class Worker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final Duration TICK = Duration.ofMillis(250);

  private final Duration grace;
  private final RecordWriter journal;
  private final WholeTopicReader<?> control;
  private final HandlerThreads threads;
  private final List<QueueLoop> loops;
  private final Roster roster;
  private final StuckQueues stuck;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("offload-leases").daemon().factory());

  /// What a worker is made of besides its configuration. `kafka` says how to reach Kafka, security
  /// included.
  public record Parts(
      Map<String, Object> kafka,
      TopicsConfig topics,
      Collection<TaskHandler> handlers,
      RunTools runs,
      InstantSource clock) {}

  /// Starts to take tasks. Returns once the topics are there and pauses and cancellations
  /// are known.
  public static Worker start(WorkerConfig config, Parts parts) throws InterruptedException {
    List<QueuePlan> plans = plan(config, parts);
    Worker worker = new Worker(config, parts, plans);
    worker.awaitControl();
    worker.loops.forEach(QueueLoop::start);
    var _ =
        worker.ticker.scheduleWithFixedDelay(
            worker.roster::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    for (QueuePlan plan : plans) {
      log.info(
          "queue is served queue={} slots={} types={}",
          plan.queue(),
          plan.slots(),
          plan.handlers().keySet());
    }
    return worker;
  }

  /// Waits until pauses and cancellations are known.
  private void awaitControl() throws InterruptedException {
    try {
      var _ = control.start().caughtUp().get();
    } catch (ExecutionException e) {
      closeParts();
      throw new IllegalStateException("pauses and cancellations can't be read", e.getCause());
    } catch (InterruptedException e) {
      closeParts();
      throw e;
    }
  }

  private static List<QueuePlan> plan(WorkerConfig config, Parts parts)
      throws InterruptedException {
    QueuePlanner planner =
        new QueuePlanner(config, parts.handlers(), Runtime.getRuntime().availableProcessors());
    List<QueuePlan> plans = new ArrayList<>();
    try (Admin admin = Admin.create(parts.kafka())) {
      new TopicSetup(admin, parts.topics()).ensureAll(config.queues().keySet());
      for (String queue : config.queues().keySet()) {
        plans.add(planner.plan(queue, ShareGroupLimits.read(admin, queue)));
      }
    }
    return plans;
  }

  private Worker(WorkerConfig config, Parts parts, List<QueuePlan> plans) {
    String name = config.name().orElseGet(WorkerName::random);
    PauseTable pauses = new PauseTable();
    LeaseKeeper leases =
        new LeaseKeeper(
            new LeaseTerms(config.lease(), config.heartbeat()),
            parts.runs().nanoTime(),
            parts.runs().metrics());
    RunStopper stopper = new RunStopper(config.stopGrace(), parts.runs().nanoTime());
    Cancellations cancellations = new Cancellations(stopper);
    grace = config.grace();
    journal = RecordWriter.open(parts.kafka(), parts.topics());
    control =
        new WholeTopicReader<>(
            parts.kafka(),
            Topics.CONTROL,
            (records, positions) -> {
              records.forEach(record -> pauses.take(record.key(), record.value()));
              cancellations.take(records, positions);
            });
    threads = new HandlerThreads(Runtime.getRuntime().availableProcessors());
    LoopTools tools =
        new LoopTools(
            name,
            ShareGroupQueueSource.over(parts.kafka(), config.emptyAnswer()),
            journal,
            threads,
            parts.runs(),
            leases,
            stopper,
            new Isolation(),
            pauses::ofQueue,
            parts.clock());
    loops = plans.stream().map(plan -> new QueueLoop(plan, tools)).toList();
    loops.forEach(loop -> parts.runs().metrics().watch(loop.queue(), loop::status));
    roster =
        new Roster(
            journal,
            name,
            () -> loops.stream().map(QueueLoop::status).toList(),
            parts.clock(),
            System::nanoTime);
    stuck = StuckQueues.among(parts.kafka(), config.queues()::keySet);
    for (Runnable tick : List.<Runnable>of(leases::tick, stopper::tick)) {
      var _ = ticker.scheduleWithFixedDelay(tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  public boolean isServing() {
    return loops.stream().allMatch(QueueLoop::isServing);
  }

  /// The queues whose tasks Kafka hands out to no worker.
  List<String> stuckQueues() {
    return loops.stream().map(QueueLoop::queue).filter(stuck::has).toList();
  }

  /// Takes nothing more, lets running tasks end within the grace period, hands back the rest.
  @Override
  public void close() {
    long end = System.nanoTime() + grace.toNanos();
    loops.forEach(QueueLoop::stop);
    try {
      for (QueueLoop loop : loops) {
        loop.drain(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    ticker.shutdownNow();
    var _ = roster.leave();
    closeParts();
    log.info("worker has stopped");
  }

  private void closeParts() {
    ticker.shutdownNow();
    stuck.close();
    control.close();
    threads.close();
    journal.close();
  }
}
