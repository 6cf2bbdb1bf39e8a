package dev.offload.schemas.work;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.Fate;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.TaskId;
import java.util.Optional;

/// Tells a task that waits how the other one has ended.
///
/// @param taskId the task that waits
/// @param place which of its formers has ended, from 0
/// @param former the former as users see it; null if it has not succeeded, or was not wanted
public record FormerEnded(TaskId taskId, String tenant, int place, Fate fate, PublicTask former)
    implements Coordination, TenantOwned {
  public FormerEnded {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
    FormerAsked.requirePlace(place);
    Require.present(fate, "fate");
  }

  /// How a former has ended, without what users see of it.
  public static FormerEnded briefly(TaskId taskId, String tenant, int place, Fate fate) {
    return new FormerEnded(taskId, tenant, place, fate, null);
  }

  /// The former as users see it, if it was told.
  public Optional<PublicTask> inFull() {
    return Optional.ofNullable(former);
  }

  @Override
  public String key() {
    return taskId.toString();
  }
}
