package dev.offload.schemas.work;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.Optional;

/// A task that waits for others asks one of them to tell how it ends. That one is told.
///
/// @param taskId the one that is asked
/// @param by the task that waits
/// @param place which of its formers that one is, from 0
/// @param inFull whether it wants all that users see of that one's success
/// @param since when that one can have ended at the earliest; null if this is not known
public record FormerAsked(
    TaskId taskId, String tenant, TaskId by, int place, boolean inFull, Instant since)
    implements Coordination, TenantOwned {
  public FormerAsked {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
    Require.present(by, "by");
    requirePlace(place);
  }

  static void requirePlace(int place) {
    Require.that(place >= 0 && place < Former.MOST, "place", "be 0 to " + (Former.MOST - 1), place);
  }

  /// When the one that is asked can have ended at the earliest, if this is known.
  public Optional<Instant> earliestEnd() {
    return Optional.ofNullable(since);
  }

  @Override
  public String key() {
    return taskId.toString();
  }
}
