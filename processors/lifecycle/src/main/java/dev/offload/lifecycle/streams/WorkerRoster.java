package dev.offload.lifecycle.streams;

import dev.offload.kafka.read.TopicTable;
import dev.offload.lifecycle.line.LineRules.Capacity;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.WorkerStatus;
import dev.offload.schemas.work.WorkerStatus.QueueSlots;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What the live workers can run, as they say on `offload.workers`. It knows of none until it
/// reads.
final class WorkerRoster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Map<String, Object> kafka;
  private volatile TopicTable<WorkerStatus> workers;

  WorkerRoster(Map<String, Object> kafka) {
    this.kafka = kafka;
  }

  /// Begins to read, and waits a while until it has caught up, since queues without workers
  /// are treated otherwise. The topic must be there.
  synchronized void read() throws InterruptedException {
    if (workers == null) {
      workers = TopicTable.read(kafka, Topics.WORKERS, Optional::of);
    }
    boolean _ = workers.catchUp(PATIENCE);
  }

  /// How many tasks of `queue` all live workers can run at once, and how many they do.
  Capacity capacity(String queue, Instant now) {
    TopicTable<WorkerStatus> known = workers;
    Capacity all = Capacity.NONE;
    if (known != null) {
      for (WorkerStatus worker : known.values()) {
        for (QueueSlots served : worker.queues()) {
          if (served.queue().equals(queue) && !worker.isStale(now)) {
            all = all.plus(new Capacity(served.slots(), served.running(), worker.at()));
          }
        }
      }
    }
    return all;
  }

  @Override
  public synchronized void close() {
    if (workers != null) {
      workers.close();
    }
  }
}
