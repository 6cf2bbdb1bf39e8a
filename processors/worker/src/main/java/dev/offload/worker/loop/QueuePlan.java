package dev.offload.worker.loop;

import dev.offload.schemas.Require;
import dev.offload.schemas.topic.Topics;
import dev.offload.worker.TaskHandler;
import java.time.Duration;
import java.util.Map;

/// How this process serves one queue.
///
/// @param slots how many of its tasks run at once
/// @param batch how many tasks are taken at once, and so how many slots must be free before
///     more are taken
/// @param sharedByTenant whether one tenant may not have all slots. Then one free slot is
///     enough, since a task that finds none is handed back
/// @param tellAfter how long a run may take before its start is told separately
/// @param claimAfter how long the tasks of a batch may keep the next batch waiting
/// @param lock how long the broker locks a record
/// @param deliveries how often the broker delivers a record
/// @param handlers the handlers by type
public record QueuePlan(
    String queue,
    int slots,
    int batch,
    boolean sharedByTenant,
    Duration tellAfter,
    Duration claimAfter,
    Duration lock,
    int deliveries,
    Map<String, TaskHandler> handlers) {

  public QueuePlan {
    Require.that(Topics.isQueueName(queue), "queue", "be the name of a queue", queue);
    Require.that(slots >= 1, "slots", "be 1 or more", slots);
    Require.that(batch >= 1 && batch <= slots, "batch", "be 1 to the slots " + slots, batch);
    Require.that(!tellAfter.isNegative(), "tellAfter", "not be negative", tellAfter);
    Require.that(!claimAfter.isNegative(), "claimAfter", "not be negative", claimAfter);
    Require.that(lock.isPositive(), "lock", "be longer than PT0S", lock);
    Require.that(deliveries >= 2, "deliveries", "be 2 or more", deliveries);
    handlers = Map.copyOf(handlers);
  }

  /// How many slots must be free before a batch is taken.
  int room() {
    return sharedByTenant ? 1 : batch;
  }

  /// The longest time that a record is held by its lock alone. After it the task is claimed, with
  /// two thirds of the lock left for Kafka to take the claim.
  Duration patience() {
    return lock.dividedBy(3);
  }
}
