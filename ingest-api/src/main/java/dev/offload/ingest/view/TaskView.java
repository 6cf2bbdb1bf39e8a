package dev.offload.ingest.view;

import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/// What this replica knows about all tasks: a copy of `offload.tasks` and `offload.progress`,
/// slightly behind them. It answers queries and says how far behind it is. Before it has found
/// Kafka, it knows nothing.
public interface TaskView extends TaskQueries {

  /// A tenant's task. Another tenant's task does not exist here.
  Optional<Task> find(String tenant, TaskId id);

  /// The same. Waits for the task, at most until `deadline`.
  Optional<Task> await(String tenant, TaskId id, Instant deadline) throws InterruptedException;

  /// The present build of the view. It changes when the view is rebuilt, and is empty while
  /// there is no view. Between two equal answers the view was not rebuilt.
  Optional<Build> build();

  /// A build of the view.
  ///
  /// @param log what it was built from: a Kafka cluster and one life of `offload.tasks` in it
  /// @param number counts the builds of this process
  record Build(String log, long number) {}

  /// Whether the view has read everything that was in the topic when this process started, and
  /// reads on.
  boolean isCaughtUp();

  /// Done when the task is here. Cancel it if you no longer wait.
  CompletableFuture<Void> arrival(TaskId id);

  /// Done when the task ends here. It is not done for a task that has already ended. Cancel it if
  /// you no longer wait.
  CompletableFuture<Void> end(TaskId id);

  /// Done when the next version of the group is here. Cancel it if you no longer wait.
  CompletableFuture<Void> arrival(GroupId id);

  /// Done when the view has passed `ends` of `offload.tasks` and `offload.groups`. Fails if it
  /// can't.
  CompletableFuture<Void> reached(Map<TopicPartition, Long> ends);
}
