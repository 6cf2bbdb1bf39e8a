package dev.offload.lifecycle.group;

import dev.offload.lifecycle.group.GroupEntry.Nothing;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.GroupTimes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A group's entry in its stored form: flat, with null for what is absent. Its state follows from
/// what is present.
///
/// @param shares what each partition has told
/// @param cancelWait null if it has not been cancelled, or an older release has
/// @param until when the clock gives it up, seals it unless it is sealed, or forgets it
public record StoredGroup(
    GroupId group,
    String tenant,
    OpenGroup opened,
    Map<Integer, PartitionCount> shares,
    GroupTimes times,
    ShownVersion shown,
    GroupStatus status,
    Instant until,
    Instant askedAgainAt,
    CancelWait cancelWait,
    Instant armed) {

  public static StoredGroup of(StoredEntry<GroupEntry, Due> kept) {
    Instant armed = kept.armed().map(Deadline::at).orElse(null);
    return switch (kept.entry()) {
      case Nothing _ -> throw new IllegalStateException("an unknown group can't be stored");
      case Unopened(GroupId group, String tenant, PartitionCounts counts, Instant giveUpAt) ->
          new StoredGroup(
              group,
              tenant,
              null,
              counts.byPartition(),
              null,
              null,
              null,
              giveUpAt,
              null,
              null,
              armed);
      case Open open -> of(open, Optional.empty(), Optional.empty(), armed);
      case Running running -> of(running, running.askedAgainAt(), running.cancelWait(), armed);
      case Ended(GroupStatus status, Instant forgetAt) ->
          new StoredGroup(null, null, null, null, null, null, status, forgetAt, null, null, armed);
    };
  }

  private static StoredGroup of(
      Live live, Optional<Instant> askedAgainAt, Optional<CancelWait> wait, Instant armed) {
    Standing standing = live.standing();
    return new StoredGroup(
        null,
        null,
        standing.opened(),
        standing.counts().byPartition(),
        live.times(),
        standing.shown(),
        null,
        standing.openUntil(),
        askedAgainAt.orElse(null),
        wait.orElse(null),
        armed);
  }

  public StoredEntry<GroupEntry, Due> kept() {
    return new StoredEntry<>(
        entry(), Optional.ofNullable(armed).map(at -> new Deadline<>(Due.LOOK, at)));
  }

  private GroupEntry entry() {
    if (status != null) {
      return new Ended(status, until);
    }
    PartitionCounts counts = new PartitionCounts(new TreeMap<>(shares));
    return opened == null ? new Unopened(group, tenant, counts, until) : live(counts);
  }

  private Live live(PartitionCounts counts) {
    Standing standing = new Standing(opened, until, counts, shown);
    return times.sealedAt() == null
        ? new Open(standing)
        : new Running(
            standing,
            times.sealedAt(),
            Optional.ofNullable(times.cancelRequestedAt()),
            Optional.ofNullable(askedAgainAt),
            Optional.ofNullable(cancelWait));
  }
}
