package dev.offload.worker.metrics;

import dev.offload.schemas.work.WorkItem;
import dev.offload.schemas.work.WorkerStatus.QueueSlots;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;

/// A worker's metrics: how long runs take and how they end, slots in use, unreadable records,
/// lost leases, and tasks that were handed back because their tenant had its share or their
/// handler had no room.
public final class WorkerMetrics {
  public static final String RUNS = "offload.worker.runs";
  public static final String SLOTS = "offload.worker.slots";
  public static final String RUNNING = "offload.worker.running";
  public static final String PARKED = "offload.worker.parked";
  public static final String POSTPONED = "offload.worker.postponed";
  public static final String LOST_LEASES = "offload.worker.lost.leases";
  private static final String QUEUE = "queue";

  private final MeterRegistry meters;

  public WorkerMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  public void watch(String queue, Supplier<QueueSlots> status) {
    Gauge.builder(SLOTS, () -> status.get().slots())
        .tag(QUEUE, queue)
        .description("How many tasks of the queue this worker runs at once")
        .register(meters);
    Gauge.builder(RUNNING, () -> status.get().running())
        .tag(QUEUE, queue)
        .description("How many tasks of the queue this worker runs now")
        .register(meters);
  }

  public void ran(WorkItem item, String outcome, Duration length) {
    meters.timer(RUNS, QUEUE, item.queue(), "type", item.type(), "outcome", outcome).record(length);
  }

  public void parked(String queue) {
    meters.counter(PARKED, QUEUE, queue).increment();
  }

  public void postponed(String queue) {
    meters.counter(POSTPONED, QUEUE, queue).increment();
  }

  public void lostLease(String queue) {
    meters.counter(LOST_LEASES, QUEUE, queue).increment();
  }
}
