package dev.offload.lifecycle.streams;

import dev.offload.kafka.read.TopicTable;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.WorkerStatus;
import dev.offload.schemas.work.WorkerStatus.QueueSlots;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What the live workers can run, as they say on `offload.workers`. It knows of none until it
/// reads.
final class WorkerRoster implements AutoCloseable {
  private final Map<String, Object> kafka;
  private volatile TopicTable<WorkerStatus> workers;

  WorkerRoster(Map<String, Object> kafka) {
    this.kafka = kafka;
  }

  /// Begins to read. The topic must be there.
  synchronized void read() {
    if (workers == null) {
      workers = TopicTable.read(kafka, Topics.WORKERS, Optional::of);
    }
  }

  /// How many tasks of `queue` all live workers can run at once.
  int slots(String queue, Instant now) {
    TopicTable<WorkerStatus> known = workers;
    return known == null
        ? 0
        : known.values().stream()
            .filter(worker -> !worker.isStale(now))
            .flatMap(worker -> worker.queues().stream())
            .filter(served -> served.queue().equals(queue))
            .mapToInt(QueueSlots::slots)
            .sum();
  }

  @Override
  public synchronized void close() {
    if (workers != null) {
      workers.close();
    }
  }
}
