package dev.offload.lifecycle.group;

import dev.offload.schemas.task.GroupStatus;
import java.time.Instant;
import java.util.Optional;

/// A group that has ended. The clock forgets it at `forgetAt`.
public record Ended(GroupStatus status, Instant forgetAt) implements GroupEntry {
  @Override
  public Optional<Instant> lookAt() {
    return Optional.of(forgetAt);
  }
}
