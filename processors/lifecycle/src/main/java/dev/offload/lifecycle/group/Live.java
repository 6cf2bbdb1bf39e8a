package dev.offload.lifecycle.group;

import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.task.GroupFacts;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.GroupTimes;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.work.GroupCount;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// A group that has not ended. While it is open, a command or the clock seals it. Then it runs
/// until its last task has ended.
///
/// @param sealAt when the clock seals it
/// @param askedAgainAt when its partitions were asked again last; null if they were not
public record Live(
    OpenGroup opened,
    Shares shares,
    GroupTimes times,
    Instant sealAt,
    Shown shown,
    Instant askedAgainAt)
    implements GroupEntry {
  static Live opened(OpenGroup open, Shares heard, Instant sealAt, Instant now) {
    return new Live(
        open, heard, GroupTimes.open(open.createdAt()), sealAt, Shown.nothing(now), null);
  }

  Live after(GroupCount count) {
    return new Live(opened, shares.after(count), times, sealAt, shown.outdated(), askedAgainAt);
  }

  Live sealed(Instant at) {
    GroupTimes sealed = new GroupTimes(times.createdAt(), at, times.cancelRequestedAt(), null);
    return new Live(opened, shares, sealed, sealAt, shown.outdated(), askedAgainAt);
  }

  Live cancelAsked(Instant at) {
    GroupTimes asked = new GroupTimes(times.createdAt(), times.sealedAt(), at, null);
    return new Live(opened, shares, asked, sealAt, shown.outdated(), askedAgainAt);
  }

  Live shown(Instant at) {
    return new Live(opened, shares, times, sealAt, shown.again(at), askedAgainAt);
  }

  Live askedAgain(Instant at) {
    return new Live(opened, shares, times, sealAt, shown, at);
  }

  /// Whether its partitions may be asked again. A clock that was ahead does not hold it up.
  boolean mayAskAgain(Instant now) {
    return askedAgainAt == null
        || now.isBefore(askedAgainAt)
        || !now.isBefore(askedAgainAt.plus(GroupRules.ASKED_AGAIN_EVERY));
  }

  /// Whether all of its tasks have ended.
  boolean isOver(int partitions) {
    return isSealed() && shares.areOver(partitions, isCancelAsked());
  }

  Finished finished(GroupState state, Instant at, Instant forgetAt) {
    GroupTimes finished =
        new GroupTimes(times.createdAt(), times.sealedAt(), times.cancelRequestedAt(), at);
    return new Finished(status(state, shown.version() + 1, finished), forgetAt);
  }

  boolean isSealed() {
    return times.sealedAt() != null;
  }

  boolean isCancelAsked() {
    return times.cancelRequestedAt() != null;
  }

  /// The state that it has now or, if it is over, ends in.
  GroupState state(boolean isOver) {
    if (!isOver) {
      return isSealed() ? GroupState.RUNNING : GroupState.OPEN;
    }
    if (isCancelAsked()) {
      return GroupState.CANCELLED;
    }
    return shares.counts().succeeded() == shares.joined()
        ? GroupState.SUCCEEDED
        : GroupState.FAILED;
  }

  GroupStatus status() {
    return status(state(false), shown.version(), times);
  }

  private GroupStatus status(GroupState state, long version, GroupTimes at) {
    GroupFacts facts =
        new GroupFacts(
            opened.group(),
            state,
            version,
            shares.joined(),
            shares.counts(),
            shares.errors(),
            Successor.followers(opened.group(), opened.tenant(), opened.then()),
            opened.terms(),
            at);
    return new GroupStatus(facts, opened.tenant(), Successor.files(opened.then()));
  }

  @Override
  public Optional<Instant> lookAt() {
    Stream<Instant> seal = isSealed() ? Stream.empty() : Stream.of(sealAt);
    return Stream.concat(seal, shown.due().stream()).min(Instant::compareTo);
  }
}
