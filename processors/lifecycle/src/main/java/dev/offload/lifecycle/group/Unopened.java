package dev.offload.lifecycle.group;

import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.work.GroupCount;
import java.time.Instant;
import java.util.Optional;

/// A group of which only counts have been read. They wait for its opening, which another topic may
/// bring later. At `giveUpAt` the clock gives it up: a group of this name was never opened, or is
/// long forgotten.
record Unopened(GroupId group, String tenant, PartitionCounts counts, Instant giveUpAt)
    implements GroupEntry.NotOpened {
  Unopened after(GroupCount count) {
    return new Unopened(group, tenant, counts.after(count), giveUpAt);
  }

  @Override
  public Optional<Instant> lookAt() {
    return Optional.of(giveUpAt);
  }
}
