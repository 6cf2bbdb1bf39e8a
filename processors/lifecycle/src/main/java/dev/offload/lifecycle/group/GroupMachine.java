package dev.offload.lifecycle.group;

import dev.offload.lifecycle.group.GroupEffect.AnnounceGroup;
import dev.offload.lifecycle.group.GroupEffect.RemoveGroup;
import dev.offload.lifecycle.group.GroupEffect.ShowGroup;
import dev.offload.lifecycle.group.GroupEffect.SubmitSuccessor;
import dev.offload.lifecycle.group.GroupEffect.TellPartition;
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
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.Machine;
import dev.offload.lifecycle.succession.Succession;
import dev.offload.schemas.command.CountGroup;
import dev.offload.schemas.command.ForgetGroup;
import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.GroupFacts;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.PublicGroup;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.work.GroupCount;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The state machine of groups: what is decided, applied and told.
///
/// ```
///  a partition's tally ──GroupCount: who has joined and ended there──► the group
///     ▲                                                                  │
///     └──CountGroup: sealed, perhaps to be cancelled; ForgetGroup────────┘
/// ```
/// Partitions count their own tasks, and keep a [Tally] each.
public final class GroupMachine
    implements Machine<GroupEntry, GroupInput, GroupEvent, GroupEffect, Due> {
  private final GroupRules rules;
  private final URI source;

  /// `source` is the name of this installation in completions.
  public GroupMachine(GroupRules rules, URI source) {
    this.rules = rules;
    this.source = source;
  }

  @Override
  public GroupEntry nothing() {
    return new Nothing();
  }

  @Override
  public List<GroupEvent> decide(GroupEntry entry, GroupInput input, Instant now) {
    return new GroupDecider(rules, entry, now).decide(input);
  }

  @Override
  public List<GroupEvent> follow(GroupEntry entry, Instant now) {
    return new GroupDecider(rules, entry, now).follow();
  }

  @Override
  public GroupEntry evolve(GroupEntry entry, GroupEvent event) {
    return switch (event) {
      case GroupOpened(OpenGroup open, Instant at, Instant sealAt) ->
          new Open(Standing.begun(open, sealAt, ((NotOpened) entry).counts(), at));
      case GroupCounted(GroupCount count, Instant giveUpAt) -> counted(entry, count, giveUpAt);
      case GroupSealed(Instant at) -> ((Open) entry).sealed(at);
      case GroupCancelAsked(Instant at) -> ((Running) entry).cancelAsked(at);
      case GroupShown(Instant at) -> ((Live) entry).shown(at);
      case GroupEnded(GroupState state, Instant at, Instant forgetAt) ->
          ((Running) entry).ended(state, at, forgetAt);
      case CancelWaited(CancelWait wait) -> ((Running) entry).waiting(wait);
      case PartitionsAskedAgain(Instant at) -> ((Running) entry).askedAgain(at);
      case PartitionTurnedAway _ -> entry;
      case GroupForgotten _ -> nothing();
    };
  }

  private static GroupEntry counted(GroupEntry entry, GroupCount count, Instant giveUpAt) {
    return switch (entry) {
      case Nothing none ->
          new Unopened(count.group(), count.tenant(), none.counts().after(count), giveUpAt);
      case Unopened early -> early.after(count);
      case Live live -> live.after(count);
      case Ended _ ->
          throw new IllegalStateException("the counts of a group that has ended can't change");
    };
  }

  @Override
  public Optional<Deadline<Due>> deadline(GroupEntry entry) {
    return entry.lookAt().map(at -> new Deadline<>(Due.LOOK, at));
  }

  /// After a clock was ahead every group is looked at.
  @Override
  public boolean mayBeTooLate(GroupEntry entry, Instant due) {
    return true;
  }

  @Override
  public List<GroupEffect> effects(
      GroupEntry before, List<GroupEvent> events, GroupEntry after, Instant now) {
    List<GroupEffect> effects = new ArrayList<>();
    if (before instanceof Live group && after instanceof Ended(GroupStatus status, _)) {
      ended(group, status, now).forEach(effects::add);
    } else if (events.stream().anyMatch(GroupShown.class::isInstance)) {
      effects.add(new ShowGroup(((Live) after).status()));
    }
    if (events.stream().anyMatch(GroupMachine::isForPartitions)) {
      sealed((Running) after).forEach(effects::add);
    }
    for (GroupEvent event : events) {
      switch (event) {
        case PartitionTurnedAway(GroupCount count) ->
            effects.add(forget(count.group(), count.tenant(), count.partition()));
        case GroupForgotten _ -> forgotten(before).forEach(effects::add);
        case GroupOpened _,
            GroupCounted _,
            GroupSealed _,
            GroupCancelAsked _,
            CancelWaited _,
            PartitionsAskedAgain _,
            GroupShown _,
            GroupEnded _ -> {}
      }
    }
    return effects;
  }

  private static boolean isForPartitions(GroupEvent event) {
    return event instanceof GroupSealed
        || event instanceof GroupCancelAsked
        || event instanceof PartitionsAskedAgain;
  }

  /// Each partition has read every task that joined before, once it reads this.
  private Stream<GroupEffect> sealed(Running group) {
    return partitions(
        partition ->
            new TellPartition(
                new CountGroup(
                    group.standing().opened().group(),
                    group.standing().opened().tenant(),
                    partition,
                    group.cancelAsked().orElse(null))));
  }

  private Stream<GroupEffect> ended(Live group, GroupStatus status, Instant now) {
    GroupFacts facts = status.facts();
    PublicGroup shown = PublicGroup.of(status);
    Completion completion =
        new Completion(facts.id() + "-" + facts.version(), source, now, status.tenant(), shown);
    OpenGroup opened = group.standing().opened();
    Succession succession = new Succession(shown, status.tenant(), now, opened.traceparent());
    List<Successor> then = opened.then();
    Stream<GroupEffect> successors =
        IntStream.range(0, then.size())
            .filter(index -> then.get(index).on().fits(facts.state()))
            .mapToObj(index -> succession.successor(index, then.get(index)))
            .map(SubmitSuccessor::new);
    return Stream.of(
            Stream.of(new ShowGroup(status), new AnnounceGroup(completion)),
            successors,
            partitions(partition -> forget(facts.id(), status.tenant(), partition)))
        .<GroupEffect>flatMap(part -> part);
  }

  /// Others were shown a group only if it had been opened.
  private static Stream<GroupEffect> forgotten(GroupEntry entry) {
    return switch (entry) {
      case Unopened early ->
          early.counts().byPartition().keySet().stream()
              .map(partition -> forget(early.group(), early.tenant(), partition));
      case Ended group -> Stream.of(new RemoveGroup(group.status().facts().id()));
      case Nothing _, Live _ ->
          throw new IllegalStateException("a group that has not ended can't be forgotten");
    };
  }

  private static GroupEffect forget(GroupId group, String tenant, int partition) {
    return new TellPartition(new ForgetGroup(group, tenant, partition));
  }

  private Stream<GroupEffect> partitions(IntFunction<GroupEffect> effect) {
    return IntStream.range(0, rules.partitions()).mapToObj(effect);
  }
}
