package dev.offload.lifecycle.group;

import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupTimes;
import java.time.Instant;
import java.util.Optional;

/// A sealed group, some of whose tasks may not have ended.
///
/// @param cancelAsked when somebody asked to cancel it; empty if nobody has
record Running(Standing standing, Instant sealedAt, Optional<Instant> cancelAsked) implements Live {
  @Override
  public Running with(Standing changed) {
    return new Running(changed, sealedAt, cancelAsked);
  }

  Running cancelAsked(Instant at) {
    return new Running(standing.outdated(), sealedAt, Optional.of(at));
  }

  /// Its last status has a version of its own.
  Ended ended(GroupState state, Instant at, Instant forgetAt) {
    return new Ended(
        standing.status(state, standing.shown().version() + 1, times(Optional.of(at))), forgetAt);
  }

  /// The state that it ends in once all of its tasks have.
  GroupState end() {
    if (cancelAsked.isPresent()) {
      return GroupState.CANCELLED;
    }
    return standing.counts().counts().succeeded() == standing.counts().joined()
        ? GroupState.SUCCEEDED
        : GroupState.FAILED;
  }

  @Override
  public GroupState state() {
    return GroupState.RUNNING;
  }

  @Override
  public GroupTimes times() {
    return times(Optional.empty());
  }

  private GroupTimes times(Optional<Instant> endedAt) {
    return new GroupTimes(
        standing.opened().createdAt(), sealedAt, cancelAsked.orElse(null), endedAt.orElse(null));
  }

  @Override
  public Optional<Instant> lookAt() {
    return standing.shown().due();
  }
}
