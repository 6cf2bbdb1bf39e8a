package dev.offload.ingest.view;

import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What this replica knows of all tasks: a projection of `offload.tasks` and `offload.progress`, a
/// little behind them. Before it has found Kafka it knows nothing.
public interface TaskView {

  /// A tenant's task. Another tenant's is absent.
  Optional<Task> find(String tenant, TaskId id);

  /// The same, waiting until the task is there, at most until `deadline`.
  Optional<Task> await(String tenant, TaskId id, Instant deadline) throws InterruptedException;

  /// A tenant's task with its progress. Another tenant's is absent.
  Optional<TaskSnapshot> snapshot(String tenant, TaskId id);

  /// At most `limit` tasks, newest first, from `after` on (null: from the newest).
  TaskSlice page(TaskFilter filter, PagePosition after, int limit);

  /// At most `limit` tasks of a tenant's clients that have not ended.
  List<TaskSnapshot> unfinished(String tenant, int limit);

  /// How many tasks of `queue`, of whatever tenant, wait for a worker. Cheap: asked on every
  /// submit.
  int waiting(String queue);

  /// How many tasks there are in each state that is not final, by queue and tenant.
  List<StateCount> counts();

  /// Since when the longest waiting queued task of a tenant in `queue` waits.
  Optional<Instant> oldestQueued(String tenant, String queue);

  /// A tenant's task that names `file`, or may: one of an older release does not tell. None means
  /// little by itself: the view may be behind, or be read anew. See [#reading()].
  Optional<TaskId> naming(String tenant, String file);

  /// Which reading of the topic this is: another one as soon as the view is begun anew, none while
  /// there is no view. What is asked between two equal answers is asked of one reading.
  Optional<Reading> reading();

  /// One reading of `log`, which names a Kafka cluster and one life of `offload.tasks` in it.
  record Reading(String log, long number) {}

  /// Whether the view has read all that was in the topic when this process started, and reads on.
  boolean isCaughtUp();

  /// Done once the task is here. Whoever no longer waits cancels it.
  CompletableFuture<Void> arrival(TaskId id);

  /// Done once the task ends here; one that has ended before is not told of. Whoever no longer
  /// waits cancels it.
  CompletableFuture<Void> end(TaskId id);

  /// Done once the view has passed `ends` of `offload.tasks`, by partition. Fails where it can't.
  CompletableFuture<Void> reached(Map<Integer, Long> ends);
}
