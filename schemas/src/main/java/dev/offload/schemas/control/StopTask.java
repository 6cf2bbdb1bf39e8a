package dev.offload.schemas.control;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.Optional;

/// A task whose attempts up to number `attempt` workers are not to begin, and to stop where they
/// run them: a value of `offload.control`, tombstoned once no worker can have them any more. `at`
/// is when that was asked for.
public record StopTask(TaskId taskId, String tenant, int attempt, Instant at)
    implements ControlEntry, TenantOwned {
  private static final String PREFIX = "cancel/";

  public StopTask {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
    Require.that(attempt >= 1, "attempt", "be 1 or more", attempt);
    Require.present(at, "at");
  }

  public static String key(TaskId taskId) {
    return PREFIX + taskId;
  }

  /// The task that a key is of; empty where it is another kind's.
  public static Optional<TaskId> taskOf(String key) {
    return key.startsWith(PREFIX)
        ? TaskId.tryParse(key.substring(PREFIX.length()))
        : Optional.empty();
  }
}
