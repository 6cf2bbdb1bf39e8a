package dev.offload.lifecycle.group;

import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupTimes;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// A group that tasks may join. A command or the clock seals it.
record Open(Standing standing) implements Live {
  @Override
  public Open with(Standing changed) {
    return new Open(changed);
  }

  Running sealed(Instant at) {
    return new Running(
        standing.outdated(), at, Optional.empty(), Optional.empty(), Optional.empty());
  }

  boolean isOpenFor(Instant now) {
    return now.isBefore(standing.openUntil());
  }

  @Override
  public GroupState state() {
    return GroupState.OPEN;
  }

  @Override
  public GroupTimes times() {
    return GroupTimes.open(standing.opened().createdAt());
  }

  @Override
  public Optional<Instant> lookAt() {
    return Stream.concat(Stream.of(standing.openUntil()), standing.shown().due().stream())
        .min(Instant::compareTo);
  }
}
