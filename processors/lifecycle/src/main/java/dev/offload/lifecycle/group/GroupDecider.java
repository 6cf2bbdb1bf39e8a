package dev.offload.lifecycle.group;

import dev.offload.lifecycle.group.GroupEvent.GroupCancelAsked;
import dev.offload.lifecycle.group.GroupEvent.GroupCounted;
import dev.offload.lifecycle.group.GroupEvent.GroupFinished;
import dev.offload.lifecycle.group.GroupEvent.GroupForgotten;
import dev.offload.lifecycle.group.GroupEvent.GroupOpened;
import dev.offload.lifecycle.group.GroupEvent.GroupSealed;
import dev.offload.lifecycle.group.GroupEvent.GroupShown;
import dev.offload.lifecycle.group.GroupEvent.PartitionTurnedAway;
import dev.offload.lifecycle.group.GroupInput.Asked;
import dev.offload.lifecycle.group.GroupInput.Told;
import dev.offload.schemas.command.CancelGroup;
import dev.offload.schemas.command.GroupCommand;
import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.command.SealGroup;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.work.GroupCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides what an input means for a group.
final class GroupDecider {
  private final GroupMachine machine;
  private final GroupRules rules;
  private final Instant now;
  private final List<GroupEvent> events = new ArrayList<>();
  private Optional<GroupEntry> entry;

  private GroupDecider(
      GroupMachine machine, GroupRules rules, Optional<GroupEntry> entry, Instant now) {
    this.machine = machine;
    this.rules = rules;
    this.entry = entry;
    this.now = now;
  }

  /// What `input` makes happen to `entry`, which is empty if the group is not known.
  static List<GroupEvent> decide(
      GroupMachine machine,
      GroupRules rules,
      Optional<GroupEntry> entry,
      GroupInput input,
      Instant now) {
    GroupDecider decider = new GroupDecider(machine, rules, entry, now);
    switch (input) {
      case Asked(GroupCommand command) -> decider.asked(command);
      case Told(GroupCount count) -> decider.told(count);
      case GroupInput.TimerFired _ -> decider.lookAtTheClock();
    }
    decider.finish();
    decider.show();
    return List.copyOf(decider.events);
  }

  /// A group that is not known can't be sealed or cancelled: it has been forgotten.
  private void asked(GroupCommand command) {
    switch (command) {
      case OpenGroup open -> {
        if (entry.isEmpty() || entry.get() instanceof Unopened) {
          happens(new GroupOpened(open, now, now.plus(rules.openAtMost())));
          happens(new GroupShown(now));
        }
      }
      case SealGroup seal -> seal(seal.at());
      case CancelGroup cancel -> {
        if (live().filter(group -> !group.isCancelAsked()).isPresent()) {
          boolean isOpen = live().filter(group -> !group.isSealed()).isPresent();
          happens(new GroupCancelAsked(cancel.at()));
          if (isOpen) {
            happens(new GroupSealed(cancel.at()));
          }
          happens(new GroupShown(now));
        }
      }
    }
  }

  private void seal(Instant at) {
    if (live().filter(group -> !group.isSealed()).isPresent()) {
      happens(new GroupSealed(at));
      happens(new GroupShown(now));
    }
  }

  private void told(GroupCount count) {
    Instant giveUpAt = now.plus(GroupRules.PATIENCE);
    if (entry.isEmpty()) {
      happens(new GroupCounted(count, giveUpAt));
      return;
    }
    switch (entry.get()) {
      case Unopened(_, _, Shares shares, _) when shares.isNews(count) ->
          happens(new GroupCounted(count, giveUpAt));
      case Live live when live.shares().isNews(count) -> happens(new GroupCounted(count, giveUpAt));
      case Unopened _, Live _ -> {}
      case Finished _ -> happens(new PartitionTurnedAway(count));
    }
  }

  private void lookAtTheClock() {
    if (entry.isEmpty()) {
      return;
    }
    switch (entry.get()) {
      case Unopened(_, _, _, Instant giveUpAt) when !now.isBefore(giveUpAt) ->
          happens(new GroupForgotten());
      case Live live when !live.isSealed() && !now.isBefore(live.sealAt()) -> seal(now);
      case Finished(_, Instant forgetAt) when !now.isBefore(forgetAt) ->
          happens(new GroupForgotten());
      case Unopened _, Live _, Finished _ -> {}
    }
  }

  private void finish() {
    if (live()
        .filter(group -> group.isSealed() && group.shares().areOver(rules.partitions()))
        .isPresent()) {
      Live group = live().orElseThrow();
      GroupState state = group.state(true);
      happens(new GroupFinished(state, now, rules.forgetAt(group.opened().tenant(), state, now)));
    }
  }

  private void show() {
    if (live().filter(group -> group.shown().isDue(now)).isPresent()) {
      happens(new GroupShown(now));
    }
  }

  private Optional<Live> live() {
    return entry.filter(Live.class::isInstance).map(Live.class::cast);
  }

  private void happens(GroupEvent event) {
    events.add(event);
    entry = machine.evolve(entry, event);
  }
}
