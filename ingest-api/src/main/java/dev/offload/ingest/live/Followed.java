package dev.offload.ingest.live;

import dev.offload.ingest.view.TaskFilter;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskState;
import java.util.Optional;

/// Which tasks a client follows.
///
/// @param user only the tasks of this user; empty for all of the tenant
record Followed(String tenant, Optional<String> user) {

  /// Whether an event of the tenant is about one of them.
  boolean includes(LiveEvent event) {
    return user.isEmpty() || user.get().equals(event.user());
  }

  /// The followed tasks that are in a state.
  TaskFilter in(TaskState state) {
    return TaskFilter.of(tenant, Origin.CLIENT)
        .with(new TaskFilter.InState(state))
        .with(user.map(TaskFilter.OfUser::new));
  }
}
