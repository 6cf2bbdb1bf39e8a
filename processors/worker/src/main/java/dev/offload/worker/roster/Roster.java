package dev.offload.worker.roster;

import dev.offload.kafka.write.RecordWriter;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.WorkerStatus;
import dev.offload.schemas.work.WorkerStatus.QueueSlots;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Writes to `offload.workers` what this worker can run and how much of that is in use: regularly,
/// and at once after a large change. At its end it removes its entry.
public final class Roster {
  private static final Duration INTERVAL = Duration.ofSeconds(3);

  private final RecordWriter journal;
  private final String worker;
  private final Supplier<List<QueueSlots>> queues;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private List<QueueSlots> told = List.of();
  private long toldAt;

  public Roster(
      RecordWriter journal,
      String worker,
      Supplier<List<QueueSlots>> queues,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.journal = journal;
    this.worker = worker;
    this.queues = queues;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  public synchronized void tick() {
    List<QueueSlots> now = queues.get();
    boolean due = told.isEmpty() || nanoTime.getAsLong() - toldAt >= INTERVAL.toNanos();
    if (due || haveChangedMuch(told, now)) {
      told = now;
      toldAt = nanoTime.getAsLong();
      var _ = journal.write(Topics.WORKERS, worker, new WorkerStatus(worker, now, clock.instant()));
    }
  }

  public synchronized CompletableFuture<Void> leave() {
    return journal.write(Topics.WORKERS, worker, null);
  }

  /// Whether half of a queue's slots were taken or freed, which is worth telling at once.
  private static boolean haveChangedMuch(List<QueueSlots> before, List<QueueSlots> now) {
    for (int i = 0; i < now.size(); i++) {
      int change = Math.abs(now.get(i).running() - before.get(i).running());
      if (2 * change >= now.get(i).slots()) {
        return true;
      }
    }
    return false;
  }
}
