package dev.offload.lifecycle.group;

import dev.offload.lifecycle.group.GroupEvent.GroupCancelAsked;
import dev.offload.lifecycle.group.GroupEvent.GroupCounted;
import dev.offload.lifecycle.group.GroupEvent.GroupFinished;
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
import java.util.Optional;

/// Decides what an input means for a group, and what follows from how it then stands.
final class GroupDecider {
  private final GroupRules rules;
  private final Optional<GroupEntry> entry;
  private final Instant now;

  /// `entry` is empty if the group is not known.
  GroupDecider(GroupRules rules, Optional<GroupEntry> entry, Instant now) {
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
    if (isOver()) {
      Live group = live().orElseThrow();
      GroupState state = group.state(true);
      Instant forgetAt = rules.forgetAt(group.opened().tenant(), state, now);
      return List.of(new GroupFinished(state, now, forgetAt));
    }
    return live().filter(group -> group.shown().isDue(now)).isPresent()
        ? List.of(new GroupShown(now))
        : List.of();
  }

  private boolean isOver() {
    return live().filter(group -> group.isOver(rules.partitions())).isPresent();
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
    return entry.isEmpty() || entry.get() instanceof Unopened
        ? List.of(new GroupOpened(open, now, now.plus(rules.openAtMost())), new GroupShown(now))
        : List.of();
  }

  private List<GroupEvent> sealed(Instant at) {
    if (live().isEmpty()) {
      return List.of();
    }
    return live().orElseThrow().isSealed()
        ? askedAgain()
        : List.of(new GroupSealed(at), new GroupShown(now));
  }

  private List<GroupEvent> askedAgain() {
    return live().orElseThrow().mayAskAgain(now)
        ? List.of(new PartitionsAskedAgain(now))
        : List.of();
  }

  private List<GroupEvent> cancelled(Instant at) {
    if (live().isEmpty()) {
      return List.of();
    }
    if (live().orElseThrow().isCancelAsked()) {
      return askedAgain();
    }
    return live().orElseThrow().isSealed()
        ? List.of(new GroupCancelAsked(at), new GroupShown(now))
        : List.of(new GroupCancelAsked(at), new GroupSealed(at), new GroupShown(now));
  }

  private List<GroupEvent> told(GroupCount count) {
    GroupEvent counted = new GroupCounted(count, now.plus(GroupRules.PATIENCE));
    if (entry.isEmpty()) {
      return List.of(counted);
    }
    return switch (entry.get()) {
      case Unopened(_, _, Shares shares, _) when shares.isNews(count) -> List.of(counted);
      case Live live when live.shares().isNews(count) -> List.of(counted);
      case Unopened _, Live _ -> List.of();
      case Finished _ -> List.of(new PartitionTurnedAway(count));
    };
  }

  private List<GroupEvent> lookAtTheClock() {
    if (entry.isEmpty()) {
      return List.of();
    }
    return switch (entry.get()) {
      case Unopened(_, _, _, Instant giveUpAt) when !now.isBefore(giveUpAt) ->
          List.of(new GroupForgotten());
      case Live live when !live.isSealed() && !now.isBefore(live.sealAt()) -> sealed(now);
      case Finished(_, Instant forgetAt) when !now.isBefore(forgetAt) ->
          List.of(new GroupForgotten());
      case Unopened _, Live _, Finished _ -> List.of();
    };
  }

  private Optional<Live> live() {
    return entry.filter(Live.class::isInstance).map(Live.class::cast);
  }
}
