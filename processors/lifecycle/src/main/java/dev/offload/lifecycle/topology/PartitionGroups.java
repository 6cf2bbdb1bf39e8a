package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.group.MemberFault;
import dev.offload.lifecycle.group.Tally;
import dev.offload.lifecycle.group.Wish.Cancel;
import dev.offload.lifecycle.group.Wish.Cancelling;
import dev.offload.lifecycle.store.MemberKey;
import dev.offload.lifecycle.store.Members;
import dev.offload.lifecycle.task.Active;
import dev.offload.lifecycle.task.Effect;
import dev.offload.lifecycle.task.Effect.SubmitSuccessor;
import dev.offload.lifecycle.task.Input.Cancellation;
import dev.offload.lifecycle.task.Submitted;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.schemas.PartitionKey;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.CountGroup;
import dev.offload.schemas.command.ForgetGroup;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.PartitionCommand;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.topic.UnreadableRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// One partition's side of all groups: it counts their tasks here, tells them, and cancels their
/// tasks when they say so. Its tallies are stored.
///
/// Groups are told at the next look, so that many steps cost one record. Only a successor that a
/// task has made in a group is told at once, in the transaction of its submission. So no group
/// hears of a successor's end before it has heard that there is one.
///
/// A tally that can't be read is parked. It is not known how many tasks it has counted, so its
/// group is told nothing until it is cancelled. Then another tally is begun.
final class PartitionGroups implements Recipient {
  /// How many tasks of groups are cancelled at one look.
  private static final int AT_MOST_CANCELLED = 200;

  private final KeyValueStore<Bytes, byte[]> store;
  private final Members members;
  private final KeyedRecords records;
  private final PartitionOutput output;
  private final int partition;
  private final PartitionTurns.Tasks tasks;
  private final Map<GroupId, Tally> tallies = new HashMap<>();

  /// Groups whose tally can't be read.
  private final Set<GroupId> unreadable = new HashSet<>();

  /// Tallies that can't be read and are not parked yet.
  private final List<Unreadable> unparked = new ArrayList<>();

  /// Groups that do not know all that has been counted.
  private final Set<GroupId> untold = new LinkedHashSet<>();

  /// The groups among them that are told at once.
  private final Set<GroupId> urgent = new LinkedHashSet<>();

  /// Groups whose tally has changed and is not stored yet.
  private final Set<GroupId> unstored = new HashSet<>();

  /// Groups that have tasks to cancel here.
  private final Set<GroupId> toCancel = new LinkedHashSet<>();

  /// Tasks that have joined a group since it was cancelled.
  private final List<MemberKey> late = new ArrayList<>();

  private record Unreadable(String key, Bytes stored, Throwable error) {}

  PartitionGroups(
      KeyValueStore<Bytes, byte[]> store,
      Members members,
      KeyedRecords records,
      PartitionOutput output,
      PartitionTurns.Tasks tasks) {
    this.store = store;
    this.members = members;
    this.records = records;
    this.output = output;
    this.partition = output.context().taskId().partition();
    this.tasks = tasks;
    try (KeyValueIterator<Bytes, byte[]> stored = store.all()) {
      stored.forEachRemaining(this::add);
    }
  }

  private void add(KeyValue<Bytes, byte[]> stored) {
    try {
      note(PartitionForm.TALLIES.read(stored.value));
    } catch (RuntimeException | StackOverflowError e) {
      String key = PartitionForm.text(stored.key);
      unparked.add(new Unreadable(key, Bytes.wrap(stored.value), e));
      GroupId.tryParse(key).ifPresent(unreadable::add);
    }
  }

  private void note(Tally tally) {
    tallies.put(tally.group(), tally);
    if (!tally.telling().isAll()) {
      untold.add(tally.group());
    }
    if (tally.wish() instanceof Cancelling) {
      toCancel.add(tally.group());
    }
  }

  private void put(Tally tally) {
    if (unreadable.contains(tally.group())) {
      return;
    }
    unstored.add(tally.group());
    note(tally);
  }

  /// A task's step has been written.
  void stepped(String key, TaskEntry before, List<Effect> effects, TaskEntry after) {
    if (!(after instanceof Submitted task)) {
      return;
    }
    for (Effect effect : effects) {
      if (effect instanceof SubmitSuccessor(SubmitTask successor)) {
        made(successor);
      }
    }
    if (task.subject().terms().group() == null) {
      return;
    }
    if (before instanceof Submitted known) {
      moved(known.task(), task.task());
    } else {
      arrived(key, task);
    }
  }

  private void made(SubmitTask successor) {
    GroupId group = successor.terms().group();
    if (group != null) {
      put(tally(group, successor.tenant()).made(successor.taskId()));
      if (tallies.containsKey(group)) {
        urgent.add(group);
      }
    }
  }

  /// A successor of a task has been counted where that was made.
  private void arrived(String key, Submitted entry) {
    Task task = entry.task();
    Tally known = tally(task.group(), task.tenant());
    boolean isCounted = entry.subject().lineage() instanceof Lineage.Following(_, TaskId _);
    Tally counted = isCounted ? known.arrived(task.id(), task.state()) : known.joined(task.state());
    put(withFault(counted, task));
    if (counted.wish() instanceof Cancel && entry instanceof Active) {
      late.add(new MemberKey(task.group(), key));
    }
  }

  private void moved(Task before, Task after) {
    Tally known = tallies.get(after.group());
    if (known == null || before.state() == after.state()) {
      return;
    }
    Tally moved = known.moved(before.state(), after.state());
    if (moved.equals(known)) {
      return;
    }
    if (before.state().hasEnded()) {
      moved = moved.replayed(after.id());
    }
    put(withFault(moved, after));
  }

  /// The tally with why the task did not succeed, if it has ended so.
  private static Tally withFault(Tally tally, Task task) {
    return MemberFault.of(task)
        .map(fault -> tally.failed(task.id(), fault, task.finishedAt()))
        .orElse(tally);
  }

  private Tally tally(GroupId group, String tenant) {
    return tallies.getOrDefault(group, Tally.of(group, tenant));
  }

  @Override
  public boolean isFor(String topic, String key) {
    return topic.equals(Topics.COMMANDS.name())
        && key != null
        && PartitionKey.partitionOf(key).isPresent();
  }

  /// Takes what a group wants of this partition. No timer is armed.
  @Override
  public Optional<Instant> take(Record<String, byte[]> record, RecordMetadata from, Instant now) {
    PartitionCommand command;
    try {
      command = read(from, record);
    } catch (RuntimeException | StackOverflowError e) {
      output.park(record, from, e, now);
      return Optional.empty();
    }
    switch (command) {
      case CountGroup count -> {
        if (count.cancelAt() != null && unreadable.remove(count.group())) {
          put(Tally.anew(count.group(), count.tenant()));
        }
        put(tally(count.group(), count.tenant()).sealed(Optional.ofNullable(count.cancelAt())));
      }
      case ForgetGroup forget -> forget(forget.group());
    }
    return Optional.empty();
  }

  private PartitionCommand read(RecordMetadata from, Record<String, byte[]> record) {
    if (!(records.command(from, record) instanceof PartitionCommand command)) {
      throw new UnreadableRecord("a command with the key of a partition must be for it");
    }
    return command;
  }

  private void forget(GroupId group) {
    unreadable.remove(group);
    tallies.remove(group);
    untold.remove(group);
    urgent.remove(group);
    toCancel.remove(group);
    unstored.add(group);
  }

  /// Ends a step: tells what is urgent, and stores what has changed. Returns when to look again.
  Optional<Instant> settle(Instant now) {
    cancelLate(now);
    tell(List.copyOf(urgent), now);
    park(now);
    store();
    return untold.isEmpty() && toCancel.isEmpty() ? Optional.empty() : Optional.of(now);
  }

  /// The same when the alarm rings. It cancels a bounded number of tasks, and tells all.
  Optional<Instant> look(Instant now) {
    sweep(now);
    cancelLate(now);
    tell(List.copyOf(untold), now);
    return settle(now);
  }

  private void cancelLate(Instant now) {
    List<MemberKey> joined = List.copyOf(late);
    late.clear();
    for (MemberKey member : joined) {
      Tally tally = tallies.get(member.group());
      if (tally != null && tally.wish() instanceof Cancel cancel) {
        cancel(tally.tenant(), member.entry(), cancel.at(), now);
      }
    }
  }

  /// Cancels a bounded number of members at each look, however many groups are cancelled.
  private void sweep(Instant now) {
    int left = AT_MOST_CANCELLED;
    for (GroupId group : List.copyOf(toCancel)) {
      if (left == 0) {
        return;
      }
      left -= sweep(group, left, now);
    }
  }

  /// Returns how many it has cancelled.
  private int sweep(GroupId group, int most, Instant now) {
    Tally asked = tallies.get(group);
    if (!(asked.wish() instanceof Cancelling cancel)) {
      toCancel.remove(group);
      return 0;
    }
    List<String> keys = members.of(group, cancel.after(), most);
    keys.forEach(key -> cancel(asked.tenant(), key, cancel.at(), now));
    Tally tally = tallies.get(group);
    if (keys.size() < most) {
      toCancel.remove(group);
      put(tally.wishing(cancel.done()));
    } else {
      put(tally.wishing(cancel.until(keys.getLast())));
    }
    return keys.size();
  }

  /// A task that can't be stepped is parked and passed over.
  private void cancel(String tenant, String key, Instant asked, Instant now) {
    CancelTask command = new CancelTask(TaskId.parse(key), tenant, asked);
    var _ = tasks.give(key, new Cancellation(command), now);
  }

  private void tell(List<GroupId> groups, Instant now) {
    for (GroupId group : groups) {
      Tally told = tallies.get(group).afterTelling(now);
      BooleanSupplier hasActive = () -> !members.of(group, Optional.empty(), 1).isEmpty();
      output.forward(Outgoing.of(told.count(partition, hasActive)), now);
      untold.remove(group);
      urgent.remove(group);
      put(told);
    }
  }

  private void park(Instant now) {
    unparked.forEach(
        it -> output.parkStored(store.name(), it.key(), it.stored().get(), it.error(), now));
    unparked.clear();
  }

  /// Stores the tallies that have changed, in the transaction of what has changed them.
  private void store() {
    for (GroupId group : unstored) {
      store.put(
          PartitionForm.key(group.toString()), PartitionForm.TALLIES.write(tallies.get(group)));
    }
    unstored.clear();
  }
}
