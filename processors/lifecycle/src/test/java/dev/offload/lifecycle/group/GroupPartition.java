package dev.offload.lifecycle.group;

import dev.offload.schemas.command.CountGroup;
import dev.offload.schemas.command.ForgetGroup;
import dev.offload.schemas.command.PartitionCommand;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.GroupCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A partition with tasks of one group. What it does counts once it commits. If it crashes before,
/// it is as it was, and nobody has heard of it.
final class GroupPartition {
  final int number;

  /// What stands on its part of `offload.commands`: submissions, and what the group wants.
  final List<Object> commands = new ArrayList<>();

  private State now = new State(0, null, false, Map.of());
  private State committed = now;

  /// What is written once it commits.
  private final List<GroupCount> counts = new ArrayList<>();

  private final List<GroupMember> made = new ArrayList<>();

  /// @param tally null if there is none, or it can't be read
  /// @param isLost whether it can't be read
  private record State(
      int position, Tally tally, boolean isLost, Map<TaskId, GroupMember> members) {
    State with(Tally changed) {
      return isLost ? this : new State(position, changed, false, members);
    }

    /// Whoever begins anew can be read.
    State beginning(Tally newTally) {
      return new State(position, newTally, false, members);
    }

    State lost() {
      return new State(position, null, tally != null || isLost, members);
    }

    State with(GroupMember member) {
      Map<TaskId, GroupMember> all = new LinkedHashMap<>(members);
      all.put(member.id(), member);
      return new State(position, tally, isLost, all);
    }

    State next() {
      return new State(position + 1, tally, isLost, members);
    }
  }

  /// Where what it has written goes.
  interface Log {
    void count(GroupCount count);

    void submit(GroupMember successor);
  }

  GroupPartition(int number) {
    this.number = number;
  }

  /// The members of which others may have heard.
  List<GroupMember> committedMembers() {
    return List.copyOf(committed.members().values());
  }

  List<GroupMember> members() {
    return List.copyOf(now.members().values());
  }

  boolean hasTally() {
    return now.tally() != null || now.isLost();
  }

  boolean hasCommands() {
    return now.position() < commands.size();
  }

  void read() {
    if (!hasCommands()) {
      return;
    }
    Object command = commands.get(now.position());
    now = now.next();
    take(command);
  }

  /// Something that stands before is read again.
  void readAgain(int some) {
    List<Object> old =
        commands.subList(0, now.position()).stream()
            .filter(PartitionCommand.class::isInstance)
            .toList();
    if (!old.isEmpty()) {
      take(old.get(some % old.size()));
    }
  }

  private void take(Object command) {
    switch (command) {
      case GroupMember member -> {
        now = now.with(member.in(TaskState.QUEUED));
        Tally known = tally();
        now =
            now.with(
                member.isSuccessor()
                    ? known.arrived(member.id(), TaskState.QUEUED)
                    : known.joined(TaskState.QUEUED));
      }
      case CountGroup count -> {
        if (count.cancelAt() != null && now.isLost()) {
          now = now.beginning(Tally.anew(GroupWorld.GROUP, GroupWorld.TENANT));
        }
        now = now.with(tally().sealed(Optional.ofNullable(count.cancelAt())));
      }
      case ForgetGroup _ -> now = now.beginning(null);
      default -> throw new IllegalArgumentException(command.toString());
    }
  }

  private Tally tally() {
    return now.tally() == null ? Tally.of(GroupWorld.GROUP, GroupWorld.TENANT) : now.tally();
  }

  /// Moves a member on. If it ends, `successors` of the same group are made.
  void move(TaskId id, TaskState next, List<GroupMember> successors, Instant at) {
    GroupMember before = now.members().get(id);
    now = now.with(before.in(next));
    if (now.tally() != null) {
      Tally moved = now.tally().moved(before.state(), next);
      if (before.state().hasEnded()) {
        moved = moved.replayed(id);
      }
      boolean isFault = next == TaskState.FAILED || next == TaskState.EXPIRED;
      if (isFault && !moved.equals(now.tally())) {
        moved = moved.failed(id, new TaskError("boom", "it broke", true, 1), at);
      }
      now = now.with(moved);
    }
    if (!successors.isEmpty()) {
      made.addAll(successors);
      for (GroupMember successor : successors) {
        now = now.with(tally().made(successor.id()));
      }
      tell(at);
    }
  }

  /// Tells the group what it does not know.
  void tell(Instant at) {
    if (now.tally() != null && !now.tally().telling().isAll()) {
      Tally told = now.tally().afterTelling(at);
      counts.add(told.count(number, this::hasActive));
      now = now.with(told);
    }
  }

  private boolean hasActive() {
    return members().stream().anyMatch(member -> !member.state().hasEnded());
  }

  void commit(Log log) {
    committed = now.with(restored(now.tally()));
    now = committed;
    made.forEach(log::submit);
    counts.forEach(log::count);
    made.clear();
    counts.clear();
  }

  /// A tally is read from its stored form.
  private Tally restored(Tally tally) {
    if (tally == null) {
      return null;
    }
    try {
      String json = Json.MAPPER.writeValueAsString(StoredTally.of(tally));
      return Json.MAPPER.readValue(json, StoredTally.class).tally();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void crash() {
    now = committed;
    made.clear();
    counts.clear();
  }

  /// The same, and what it had counted can't be read any more.
  void lose() {
    committed = committed.lost();
    crash();
  }

  /// Whether everything has been read, told and committed.
  boolean isQuiet() {
    return !hasCommands()
        && counts.isEmpty()
        && made.isEmpty()
        && now.equals(committed)
        && (now.tally() == null || now.tally().telling().isAll());
  }
}
