package dev.offload.lifecycle.group;

import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupTimes;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// A sealed group, some of whose tasks may not have ended.
///
/// @param cancelAsked when somebody asked to cancel it; empty if nobody has
/// @param askedAgainAt when its partitions were asked again last; empty if they were not
/// @param cancelWait how long it has waited since it was cancelled; empty if it was not, or if
///     an older release has cancelled it
record Running(
    Standing standing,
    Instant sealedAt,
    Optional<Instant> cancelAsked,
    Optional<Instant> askedAgainAt,
    Optional<CancelWait> cancelWait)
    implements Live {
  @Override
  public Running with(Standing changed) {
    return new Running(changed, sealedAt, cancelAsked, askedAgainAt, cancelWait);
  }

  Running cancelAsked(Instant at) {
    return new Running(standing.outdated(), sealedAt, Optional.of(at), askedAgainAt, cancelWait);
  }

  Running askedAgain(Instant at) {
    return new Running(standing, sealedAt, cancelAsked, Optional.of(at), cancelWait);
  }

  Running waiting(CancelWait newWait) {
    return new Running(standing, sealedAt, cancelAsked, askedAgainAt, Optional.of(newWait));
  }

  /// Whether its partitions may be asked again. A clock that was ahead does not hold it up.
  boolean mayAskAgain(Instant now) {
    return askedAgainAt
        .filter(at -> !now.isBefore(at) && now.isBefore(at.plus(GroupRules.ASKED_AGAIN_EVERY)))
        .isEmpty();
  }

  /// Its last status has a version of its own.
  Ended ended(GroupState state, Instant at, Instant forgetAt) {
    return new Ended(
        standing.status(state, standing.shown().version() + 1, times(Optional.of(at))), forgetAt);
  }

  /// The state that it ends in.
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
    return Stream.concat(
            standing.shown().due().stream(), cancelWait.map(CancelWait::until).stream())
        .min(Instant::compareTo);
  }
}
