package dev.offload.lifecycle.group;

import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.GroupTimes;
import dev.offload.schemas.work.GroupCount;
import java.time.Instant;

/// A group that has been opened and has not ended.
sealed interface Live extends GroupEntry permits Open, Running {
  Standing standing();

  /// The same group with other counts, or shown at another time.
  Live with(Standing changed);

  GroupState state();

  GroupTimes times();

  default Live after(GroupCount count) {
    return with(standing().after(count));
  }

  default Live shown(Instant at) {
    return with(standing().shown(at));
  }

  default GroupStatus status() {
    return standing().status(state(), standing().shown().version(), times());
  }
}
