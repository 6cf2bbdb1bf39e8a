package dev.offload.schemas.config;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.Optional;

/// A cancelled task: a value of `offload.control`. Workers must not start its attempts up to number
/// `attempt`, and must stop those they run. A tombstone follows when no worker can have them any
/// more. `at` is when the cancel was requested.
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

  /// The task of a key; empty if the key belongs to another kind of entry.
  public static Optional<TaskId> taskOf(String key) {
    return key.startsWith(PREFIX)
        ? TaskId.tryParse(key.substring(PREFIX.length()))
        : Optional.empty();
  }
}
