package dev.offload.ingest.view;

import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What this replica knows about all tasks: a copy of `offload.tasks` and `offload.progress`,
/// slightly behind them. Before it has found Kafka, it knows nothing.
public interface TaskView {

  /// A tenant's task. Another tenant's task does not exist here.
  Optional<Task> find(String tenant, TaskId id);

  /// The same. Waits for the task, at most until `deadline`.
  Optional<Task> await(String tenant, TaskId id, Instant deadline) throws InterruptedException;

  /// A tenant's task with its progress. Another tenant's task does not exist here.
  Optional<TaskSnapshot> snapshot(String tenant, TaskId id);

  /// At most `limit` tasks, newest first, after `after`. Null starts with the newest.
  TaskSlice page(TaskFilter filter, PagePosition after, int limit);

  /// At most `limit` tasks of a tenant's clients that have not ended.
  List<TaskSnapshot> unfinished(String tenant, int limit);

  /// How many tasks of `queue`, of all tenants, wait for a worker. This is cheap, since every
  /// submission asks it.
  int waiting(String queue);

  /// How many tasks are in each state that is not final, by queue and tenant.
  List<StateCount> counts();

  /// Since when the tenant's longest queued task in `queue` has been waiting.
  Optional<Instant> oldestQueued(String tenant, String queue);

  /// A tenant's task that names `file`, or may name it, since a task of an older release does not
  /// tell. An empty answer means little by itself: the view may be behind, or be read anew. See
  /// [#reading()].
  Optional<TaskId> naming(String tenant, String file);

  /// Which reading of the topic this is. It changes when the view is begun anew, and is empty while
  /// there is no view. Between two equal answers the view was not begun anew.
  Optional<Reading> reading();

  /// One reading of `log`, which names a Kafka cluster and one life of `offload.tasks` in it.
  record Reading(String log, long number) {}

  /// Whether the view has read everything that was in the topic when this process started, and
  /// reads on.
  boolean isCaughtUp();

  /// Done when the task is here. Cancel it if you no longer wait.
  CompletableFuture<Void> arrival(TaskId id);

  /// Done when the task ends here. It is not done for a task that has already ended. Cancel it if
  /// you no longer wait.
  CompletableFuture<Void> end(TaskId id);

  /// Done when the view has passed `ends` of `offload.tasks`, by partition. Fails if it can't.
  CompletableFuture<Void> reached(Map<Integer, Long> ends);
}
