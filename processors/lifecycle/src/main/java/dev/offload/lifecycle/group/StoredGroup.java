package dev.offload.lifecycle.group;

import dev.offload.lifecycle.group.GroupMachine.Due;
import dev.offload.lifecycle.machine.Deadline;
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
/// @param until when the clock gives it up, seals it or forgets it
public record StoredGroup(
    GroupId group,
    String tenant,
    OpenGroup opened,
    Map<Integer, Share> shares,
    GroupTimes times,
    Shown shown,
    GroupStatus status,
    Instant until,
    Instant askedAgainAt,
    Instant armed) {

  public static StoredGroup of(StoredEntry<Optional<GroupEntry>, Due> kept) {
    Instant armed = kept.armed().map(Deadline::at).orElse(null);
    return switch (kept.entry().orElseThrow()) {
      case Unopened(GroupId group, String tenant, Shares shares, Instant giveUpAt) ->
          new StoredGroup(
              group, tenant, null, shares.byPartition(), null, null, null, giveUpAt, null, armed);
      case Live(var opened, var shares, var times, var sealAt, var shown, var askedAgainAt) ->
          new StoredGroup(
              null,
              null,
              opened,
              shares.byPartition(),
              times,
              shown,
              null,
              sealAt,
              askedAgainAt,
              armed);
      case Finished(GroupStatus status, Instant forgetAt) ->
          new StoredGroup(null, null, null, null, null, null, status, forgetAt, null, armed);
    };
  }

  public StoredEntry<Optional<GroupEntry>, Due> kept() {
    return new StoredEntry<>(
        Optional.of(entry()), Optional.ofNullable(armed).map(at -> new Deadline<>(Due.LOOK, at)));
  }

  private GroupEntry entry() {
    if (status != null) {
      return new Finished(status, until);
    }
    Shares told = new Shares(new TreeMap<>(shares));
    return opened == null
        ? new Unopened(group, tenant, told, until)
        : new Live(opened, told, times, until, shown, askedAgainAt);
  }
}
