package dev.offload.lifecycle.group;

import dev.offload.lifecycle.group.GroupEntry.NotOpened;
import dev.offload.lifecycle.group.GroupEntry.Nothing;
import dev.offload.lifecycle.group.GroupEvent.CancelWaited;
import dev.offload.lifecycle.group.GroupEvent.GroupCancelAsked;
import dev.offload.lifecycle.group.GroupEvent.GroupCounted;
import dev.offload.lifecycle.group.GroupEvent.GroupEnded;
import dev.offload.lifecycle.group.GroupEvent.GroupForgotten;
import dev.offload.lifecycle.group.GroupEvent.GroupOpened;
import dev.offload.lifecycle.group.GroupEvent.GroupSealed;
import dev.offload.lifecycle.group.GroupEvent.GroupShown;
import dev.offload.lifecycle.group.GroupEvent.PartitionTurnedAway;
import dev.offload.lifecycle.group.GroupEvent.PartitionsAskedAgain;
import dev.offload.lifecycle.group.GroupInput.Asked;
import dev.offload.lifecycle.group.GroupInput.Told;
import dev.offload.schemas.command.CancelGroup;
import dev.offload.schemas.command.GroupCommand;
import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.command.SealGroup;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.work.GroupCount;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Decides what an input means for a group, and what follows from how it then stands.
final class GroupDecider {
  private final GroupRules rules;
  private final GroupEntry entry;
  private final Instant now;

  GroupDecider(GroupRules rules, GroupEntry entry, Instant now) {
    this.rules = rules;
    this.entry = entry;
    this.now = now;
  }

  List<GroupEvent> decide(GroupInput input) {
    return switch (input) {
      case Asked(GroupCommand command) -> asked(command);
      case Told(GroupCount count) -> told(count);
      case GroupInput.TimerFired _ -> lookAtTheClock();
    };
  }

  /// It ends as soon as all its tasks have, and is shown when it is time.
  List<GroupEvent> follow() {
    return switch (entry) {
      case Running group when haveAllEnded(group) -> List.of(ended(group));
      case Live group when group.standing().shown().isDue(now) -> List.of(new GroupShown(now));
      case Nothing _, Unopened _, Live _, Ended _ -> List.of();
    };
  }

  private boolean haveAllEnded(Running group) {
    return group
        .standing()
        .counts()
        .sayThatAllHaveEnded(rules.partitions(), group.cancelAsked().isPresent());
  }

  private GroupEnded ended(Running group) {
    GroupState state = group.end();
    String tenant = group.standing().opened().tenant();
    return new GroupEnded(state, now, rules.forgetAt(tenant, state, now));
  }

  /// A group that is not known can't be sealed or cancelled: it has been forgotten. If somebody
  /// asks again for what was asked before, a partition may have missed it, or its answer was
  /// lost. But partitions are not asked again and again.
  private List<GroupEvent> asked(GroupCommand command) {
    return switch (command) {
      case OpenGroup open -> opened(open);
      case SealGroup seal -> sealed(seal.at());
      case CancelGroup cancel -> cancelled(cancel.at());
    };
  }

  private List<GroupEvent> opened(OpenGroup open) {
    return switch (entry) {
      case Nothing _, Unopened _ ->
          List.of(new GroupOpened(open, now, now.plus(rules.openAtMost())), new GroupShown(now));
      case Live _, Ended _ -> List.of();
    };
  }

  private List<GroupEvent> sealed(Instant at) {
    return switch (entry) {
      case Open _ -> List.of(new GroupSealed(at), new GroupShown(now));
      case Running group -> askedAgain(group);
      case Nothing _, Unopened _, Ended _ -> List.of();
    };
  }

  private List<GroupEvent> askedAgain(Running group) {
    return group.mayAskAgain(now) ? List.of(new PartitionsAskedAgain(now)) : List.of();
  }

  private List<GroupEvent> cancelled(Instant at) {
    return switch (entry) {
      case Open _ ->
          List.of(new GroupSealed(at), new GroupCancelAsked(at), waitBegun(), new GroupShown(now));
      case Running group when group.cancelWait().isPresent() -> askedAgain(group);
      // One that an older release has cancelled begins to wait.
      case Running group when group.cancelAsked().isPresent() ->
          Stream.concat(Stream.of(waitBegun()), askedAgain(group).stream()).toList();
      case Running _ -> List.of(new GroupCancelAsked(at), waitBegun(), new GroupShown(now));
      case Nothing _, Unopened _, Ended _ -> List.of();
    };
  }

  private GroupEvent waitBegun() {
    return new CancelWaited(CancelWait.begun(now));
  }

  /// A cancelled group of which nothing new is heard asks its partitions again, and then ends. So a
  /// clock that has leapt ahead once makes it ask, and not end.
  private List<GroupEvent> waited(Running group, CancelWait wait) {
    if (wait.isAheadOf(now)) {
      return List.of(waitBegun());
    }
    if (!wait.isOver(now)) {
      return List.of();
    }
    return wait.askedAgain()
        ? List.of(ended(group))
        : List.of(new PartitionsAskedAgain(now), new CancelWaited(wait.last(now)));
  }

  private List<GroupEvent> told(GroupCount count) {
    GroupEvent counted = new GroupCounted(count, now.plus(GroupRules.PATIENCE));
    return switch (entry) {
      case NotOpened group when group.counts().isNews(count) -> List.of(counted);
      case Running group when isChangeAwaited(group, count) -> List.of(counted, waitBegun());
      case Live group when group.standing().counts().isNews(count) -> List.of(counted);
      case NotOpened _, Live _ -> List.of();
      case Ended _ -> List.of(new PartitionTurnedAway(count));
    };
  }

  /// Whether a cancelled group hears of a change. The same told again is none.
  private static boolean isChangeAwaited(Running group, GroupCount count) {
    PartitionCounts known = group.standing().counts();
    return group.cancelWait().isPresent() && known.isNews(count) && known.isChangedBy(count);
  }

  private List<GroupEvent> lookAtTheClock() {
    return switch (entry) {
      case Unopened(_, _, _, Instant giveUpAt) when !now.isBefore(giveUpAt) ->
          List.of(new GroupForgotten());
      case Open group when !group.isOpenFor(now) -> sealed(now);
      case Running group -> group.cancelWait().map(wait -> waited(group, wait)).orElseGet(List::of);
      case Ended(_, Instant forgetAt) when !now.isBefore(forgetAt) -> List.of(new GroupForgotten());
      case Nothing _, Unopened _, Open _, Ended _ -> List.of();
    };
  }
}
