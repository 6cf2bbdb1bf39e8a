package dev.offload.ingest.view;

import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.Optional;

/// What this replica knows of all tasks: a projection of `offload.tasks`, a little behind it.
public interface TaskView {

  /// A tenant's task. Another tenant's is absent.
  Optional<Task> find(String tenant, TaskId id);

  /// The same, waiting until the task is there, at most until `deadline`.
  Optional<Task> await(String tenant, TaskId id, Instant deadline) throws InterruptedException;

  /// How many tasks of `queue`, of whatever tenant, wait for a worker. Cheap: asked on every
  // submit.
  int waiting(String queue);

  /// Whether the view has read all that was in the topic when this process started.
  boolean isCaughtUp();
}
