package dev.offload.worker.loop;

import dev.offload.kafka.write.RecordWriter;
import dev.offload.schemas.topic.UnreadableRecord;
import dev.offload.schemas.work.WorkItem;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskHandler;
import dev.offload.worker.journal.RunJournal;
import dev.offload.worker.metrics.WorkerMetrics;
import dev.offload.worker.queue.WorkReader;
import dev.offload.worker.run.Run;
import dev.offload.worker.run.RunStopper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides what happens to a polled record. Usually it is run. Sometimes only an event is
/// written, or the record is parked.
final class RunStarter {
  private static final Logger log = LoggerFactory.getLogger(RunStarter.class);

  /// This is long enough to roll out a release that knows the type.
  private static final Duration UNTIL_A_HANDLER_IS_THERE = Duration.ofSeconds(30);

  /// With this many lost workers, a task is suspected of killing them.
  private static final int LOST_BY_A_SUSPECT = 2;

  /// A polled record and its content.
  record Taken(ConsumerRecord<String, byte[]> record, WorkItem item) {}

  private final QueuePlan plan;
  private final WorkReader reader;
  private final RecordWriter journal;
  private final String worker;
  private final InstantSource clock;
  private final WorkerMetrics metrics;
  private final RunStopper stopper;
  private final Optional<TenantSlots> tenantSlots;
  private final LongSupplier nanoTime;

  /// `tenantSlots` are present if tenants share the slots.
  RunStarter(QueuePlan plan, LoopTools tools, Optional<TenantSlots> tenantSlots) {
    this.tenantSlots = tenantSlots;
    this.nanoTime = tools.runs().nanoTime();
    this.plan = plan;
    this.reader = new WorkReader(plan.queue());
    this.journal = tools.journal();
    this.worker = tools.worker();
    this.clock = tools.clock();
    this.metrics = tools.runs().metrics();
    this.stopper = tools.stopper();
  }

  /// Reads what was polled. A record that can't be read is parked as part of `batch`.
  List<Taken> read(List<ConsumerRecord<String, byte[]>> records, Batch batch) {
    List<Taken> readable = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      try {
        readable.add(new Taken(record, reader.read(record)));
      } catch (UnreadableRecord e) {
        batch.add(record, parked(record, e.getMessage()));
      }
    }
    return readable;
  }

  /// The one among `taken` that has lost the most workers, if it has lost so many that it should
  /// run alone.
  static Optional<Taken> suspect(List<Taken> taken) {
    return taken.stream()
        .max(Comparator.comparingInt(one -> one.item().lostRuns()))
        .filter(one -> one.item().lostRuns() >= LOST_BY_A_SUSPECT);
  }

  /// Starts a run of the attempt, unless it must not run here now.
  void run(Taken taken, Batch batch, BiFunction<RunJournal, TaskHandler, Run> start) {
    WorkItem item = taken.item();
    ConsumerRecord<String, byte[]> record = taken.record();
    TaskHandler handler = plan.handlers().get(item.type());
    if (stopper.isCancelled(item)) {
      batch.add(record, begin(item).cancelled(List.of()));
    } else if (item.expiresAt() != null && !clock.instant().isBefore(item.expiresAt())) {
      batch.add(record, begin(item).expired());
    } else if (item.lostRuns() >= plan.deliveries() - 1) {
      batch.add(record, poisoned(begin(item)));
    } else if (handler == null) {
      batch.add(record, unhandled(begin(item)));
    } else {
      untilRoom(item, handler)
          .or(() -> tenantSlots.flatMap(all -> all.take(item.tenant(), nanoTime.getAsLong())))
          .ifPresentOrElse(
              wait -> batch.add(record, postponed(begin(item), wait)),
              () -> {
                Run run = start.apply(begin(item), handler);
                batch.add(run);
                batch.add(record, run.settled());
              });
    }
  }

  /// If the handler fails to answer, the task runs, since a run can report what is wrong.
  private static Optional<Duration> untilRoom(WorkItem item, TaskHandler handler) {
    try {
      return handler.untilRoom(item.tenant(), item.input());
    } catch (RuntimeException e) {
      log.warn(
          "handler did not say whether it has room taskId={} queue={}",
          item.taskId(),
          item.queue(),
          e);
      return Optional.empty();
    }
  }

  /// Hands the attempt back unspent.
  void handBack(Taken taken, Batch batch) {
    RunJournal run = begin(taken.item());
    run.started();
    batch.add(taken.record(), run.handedBack());
  }

  private CompletableFuture<Void> parked(ConsumerRecord<String, byte[]> record, String reason) {
    log.error(
        "record parked as unreadable topic={} partition={} offset={}: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        reason);
    metrics.parked(plan.queue());
    return journal.park(record, "worker", reason);
  }

  private RunJournal begin(WorkItem item) {
    return new RunJournal(journal, item, UUID.randomUUID().toString(), worker, clock);
  }

  private CompletableFuture<Void> poisoned(RunJournal run) {
    log.error(
        "task failed for good, its workers did not survive it taskId={} attempt={} queue={}",
        run.item().taskId(),
        run.item().attempt(),
        run.item().queue());
    return tell(
        run,
        Outcome.failedForGood(
            "poison",
            "%d workers took this task and none reported an end, so it was not run again"
                .formatted(run.item().lostRuns())));
  }

  private CompletableFuture<Void> postponed(RunJournal run, Duration wait) {
    metrics.postponed(plan.queue());
    return run.postponed(wait);
  }

  private CompletableFuture<Void> unhandled(RunJournal run) {
    log.error(
        "no handler for the type of a task type={} taskId={} queue={}",
        run.item().type(),
        run.item().taskId(),
        run.item().queue());
    return tell(
        run,
        new Outcome.Failed(
            "no-handler",
            "no worker of queue %s knows the type %s"
                .formatted(run.item().queue(), run.item().type()),
            false,
            UNTIL_A_HANDLER_IS_THERE));
  }

  /// Tells the end of an attempt that nobody ran. It tells a start first, since only the owner
  /// counts.
  private static CompletableFuture<Void> tell(RunJournal run, Outcome outcome) {
    run.started();
    return run.ended(outcome);
  }
}
