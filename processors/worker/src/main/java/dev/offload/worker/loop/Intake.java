package dev.offload.worker.loop;

import dev.offload.schemas.topic.UnreadableRecord;
import dev.offload.schemas.work.WorkItem;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskHandler;
import dev.offload.worker.journal.Journal;
import dev.offload.worker.journal.RunJournal;
import dev.offload.worker.metrics.WorkerMetrics;
import dev.offload.worker.queue.WorkReader;
import dev.offload.worker.run.Run;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of a polled record: usually a run, sometimes only a word to the lifecycle or a
/// place on `offload.parked`.
final class Intake {
  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  /// Long enough for a release that knows the type to be rolled out.
  private static final Duration UNTIL_A_HANDLER_IS_THERE = Duration.ofSeconds(30);

  /// From this delivery on a record is suspected of killing its process.
  private static final int SUSPECT_DELIVERY = 3;

  private final QueuePlan plan;
  private final WorkReader reader;
  private final Journal journal;
  private final String worker;
  private final InstantSource clock;
  private final WorkerMetrics metrics;

  Intake(QueuePlan plan, LoopTools tools) {
    this.plan = plan;
    this.reader = new WorkReader(plan.queue());
    this.journal = tools.journal();
    this.worker = tools.worker();
    this.clock = tools.clock();
    this.metrics = tools.runs().metrics();
  }

  boolean isSuspect(ConsumerRecord<String, byte[]> record) {
    return deliveries(record) >= SUSPECT_DELIVERY;
  }

  /// Has the attempt run, where there is nothing against it.
  void run(
      ConsumerRecord<String, byte[]> record,
      Batch batch,
      BiFunction<RunJournal, TaskHandler, Run> start) {
    WorkItem item = readOrPark(record, batch);
    if (item == null) {
      return;
    }
    TaskHandler handler = plan.handlers().get(item.type());
    if (deliveries(record) >= plan.deliveries()) {
      batch.add(record, poisoned(begin(item), deliveries(record)));
    } else if (handler == null) {
      batch.add(record, unhandled(begin(item)));
    } else {
      Run run = start.apply(begin(item), handler);
      batch.add(run);
      batch.add(record, run.settled());
    }
  }

  /// Hands the attempt back unspent.
  void handBack(ConsumerRecord<String, byte[]> record, Batch batch) {
    WorkItem item = readOrPark(record, batch);
    if (item != null) {
      batch.add(record, tell(begin(item), new Outcome.Snoozed(Duration.ZERO)));
    }
  }

  private WorkItem readOrPark(ConsumerRecord<String, byte[]> record, Batch batch) {
    try {
      return reader.read(record);
    } catch (UnreadableRecord e) {
      log.error(
          "record parked as unreadable topic={} partition={} offset={}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      metrics.parked(plan.queue());
      batch.add(record, journal.park(record, e.getMessage()));
      return null;
    }
  }

  private RunJournal begin(WorkItem item) {
    return new RunJournal(journal, item, UUID.randomUUID().toString(), worker, clock);
  }

  private CompletableFuture<Void> poisoned(RunJournal run, int deliveries) {
    log.error(
        "task failed for good, its workers did not survive it taskId={} attempt={} queue={}",
        run.item().taskId(),
        run.item().attempt(),
        run.item().queue());
    return tell(
        run,
        Outcome.failedForGood(
            "poison",
            "%d workers took this task and none came to an end with it; it was not run again"
                .formatted(deliveries - 1)));
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

  /// Says how an attempt ended that nobody ran; only its owner is listened to.
  private static CompletableFuture<Void> tell(RunJournal run, Outcome outcome) {
    var _ = run.started();
    return run.ended(outcome);
  }

  private static int deliveries(ConsumerRecord<String, byte[]> record) {
    return record.deliveryCount().map(Short::intValue).orElse(1);
  }
}
