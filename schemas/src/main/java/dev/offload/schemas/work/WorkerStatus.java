package dev.offload.schemas.work;

import dev.offload.schemas.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A worker process and what it can run: a value of `offload.workers`, written every few seconds. A
/// tombstone follows at its end.
public record WorkerStatus(String worker, List<QueueSlots> queues, Instant at) {
  /// A worker from which nothing was heard for this long counts as gone.
  public static final Duration STALE_AFTER = Duration.ofSeconds(15);

  /// How many tasks of a queue this worker can run at once, and how many it runs.
  public record QueueSlots(String queue, int slots, int running) {
    public QueueSlots {
      Require.text(queue, "queue");
      Require.that(slots >= 1, "slots", "be 1 or more", slots);
      Require.that(running >= 0, "running", "be 0 or more", running);
    }
  }

  public WorkerStatus {
    Require.text(worker, "worker");
    Require.present(at, "at");
    queues = List.copyOf(queues);
  }

  public boolean isStale(Instant now) {
    return at.plus(STALE_AFTER).isBefore(now);
  }
}
