package dev.offload.lifecycle.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.group.GroupEffect.AnnounceGroup;
import dev.offload.lifecycle.group.GroupEffect.RemoveGroup;
import dev.offload.lifecycle.group.GroupEffect.ShowGroup;
import dev.offload.lifecycle.group.GroupEffect.SubmitSuccessor;
import dev.offload.lifecycle.group.GroupEffect.TellPartition;
import dev.offload.lifecycle.group.GroupInput.Asked;
import dev.offload.lifecycle.group.GroupInput.TimerFired;
import dev.offload.lifecycle.group.GroupInput.Told;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.Step;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.schemas.command.CancelGroup;
import dev.offload.schemas.command.GroupCommand;
import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.command.SealGroup;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.GroupCounts;
import dev.offload.schemas.task.GroupError;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.GroupTerms;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.Trigger;
import dev.offload.schemas.work.GroupCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One group, and the partitions that have its tasks. Tasks join, end, make others and are
/// retried. Partitions fall behind, crash, and read records twice, and commands and counts
/// overtake each other, and a count may be parked. [#calm()] is what comes after that. The
/// group's entry and the tallies are read from their stored forms each time.
final class GroupWorld {
  static final GroupId GROUP = GroupId.parse("grp_0199f5ac-1111-7000-8000-000000000004");
  static final String TENANT = "acme";
  static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  static final int PARTITIONS = 3;
  static final Duration OPEN_AT_MOST = Duration.ofDays(7);
  static final Duration KEPT = Duration.ofDays(2);
  private static final int ROUNDS_TO_CALM = 200;
  private static final List<TaskState> ENDS =
      List.of(
          TaskState.SUCCEEDED,
          TaskState.SUCCEEDED,
          TaskState.FAILED,
          TaskState.CANCELLED,
          TaskState.EXPIRED);
  private static final List<Successor> THEN =
      Stream.of(Trigger.values())
          .map(on -> Successor.on(on, TaskSpec.of("a", "a", Json.MAPPER.createObjectNode())))
          .toList();

  private final GroupMachine machine =
      new GroupMachine(
          new GroupRules(PARTITIONS, OPEN_AT_MOST, (_, _) -> KEPT), URI.create("/offload/test"));
  private final List<GroupPartition> partitions =
      IntStream.range(0, PARTITIONS).mapToObj(GroupPartition::new).toList();
  private final List<GroupCommand> commands = new ArrayList<>();
  private final List<GroupCount> counts = new ArrayList<>();
  private int commandsRead;
  private int countsRead;
  private boolean isSealWritten;
  private boolean isCancelWritten;
  private boolean isCountParked;
  private final boolean losesTallies;
  private boolean isTallyLost;
  private GroupEntry entry = new GroupEntry.Nothing();
  private Optional<Instant> armed = Optional.empty();
  private Instant now = START;
  private int tasks;

  /// What others were told.
  final List<GroupStatus> shown = new ArrayList<>();

  final List<AnnounceGroup> announced = new ArrayList<>();
  final List<TaskId> successors = new ArrayList<>();
  int removed;

  /// @param opened whether somebody opens it at all
  GroupWorld(boolean opened) {
    this(opened, false);
  }

  /// @param losesTallies whether a partition may be unable to read what it had counted
  GroupWorld(boolean opened, boolean losesTallies) {
    this.losesTallies = losesTallies;
    if (opened) {
      commands.add(
          new OpenGroup(GROUP, TENANT, GroupTerms.NONE, THEN, START.minusSeconds(1), null));
    }
  }

  /// Lets one thing happen, which follows from `choice`.
  void goOn(int choice) {
    GroupPartition one = partitions.get(choice % PARTITIONS);
    int some = choice / PARTITIONS / 20;
    switch (choice / PARTITIONS % 20) {
      case 0, 1 -> join(one, some);
      case 2 -> ask(some);
      case 3, 4, 5 -> one.read();
      case 6, 7, 8, 9 -> move(one, some);
      case 10, 11 -> one.tell(now);
      case 12, 13, 14 -> commit(one);
      case 15 -> crash(one, some);
      case 16, 17 -> readOne(some);
      case 18 -> readAgain(one, some);
      default -> advance(Duration.ofMillis(some % 3_000));
    }
  }

  /// Some come although the group is sealed.
  private void join(GroupPartition one, int some) {
    if (!isSealWritten || some % 5 == 0) {
      one.commands.add(task(one.number, Optional.empty()));
    }
  }

  /// A successor comes late if the task comes late that has made it.
  private GroupMember task(int partition, Optional<GroupMember> former) {
    TaskId id = TaskId.derived(TENANT, "member", Integer.toString(tasks++));
    boolean isLate = former.map(GroupMember::isLate).orElse(isSealWritten);
    return new GroupMember(id, partition, former.isPresent(), isLate, null, false);
  }

  private void crash(GroupPartition one, int some) {
    if (losesTallies && some % 3 == 0) {
      isTallyLost = true;
      one.lose();
    } else {
      one.crash();
    }
  }

  private void ask(int some) {
    switch (some % 6) {
      case 0, 1, 2 -> seal();
      case 3 -> cancel();
      case 4 -> commands.addAll(commands.stream().limit(1).toList());
      default -> {}
    }
  }

  private void cancel() {
    commands.add(new CancelGroup(GROUP, TENANT, now));
    isSealWritten = true;
    isCancelWritten = true;
  }

  private void seal() {
    commands.add(new SealGroup(GROUP, TENANT, now));
    isSealWritten = true;
  }

  private void move(GroupPartition one, int some) {
    List<GroupMember> members = one.members();
    if (members.isEmpty()) {
      return;
    }
    GroupMember member = members.get(some % members.size());
    int how = some / members.size();
    switch (member.state()) {
      case QUEUED -> one.move(member.id(), TaskState.RUNNING, List.of(), now);
      case RUNNING -> end(one, member, how);
      case FAILED, CANCELLED, EXPIRED -> {
        if (how % 4 == 0) {
          one.move(member.id(), TaskState.QUEUED, List.of(), now);
        }
      }
      case SCHEDULED, RETRYING, SUCCEEDED -> {}
    }
  }

  /// A task makes its successors at its first end only.
  private void end(GroupPartition one, GroupMember member, int how) {
    int many = member.hasEnded() ? 0 : Math.max(0, how / ENDS.size() % 5 - 2);
    List<GroupMember> made =
        IntStream.range(0, many)
            .mapToObj(index -> task((how / 25 + index) % PARTITIONS, Optional.of(member)))
            .toList();
    one.move(member.id(), ENDS.get(how % ENDS.size()), made, now);
  }

  private void commit(GroupPartition one) {
    one.commit(
        new GroupPartition.Log() {
          @Override
          public void count(GroupCount count) {
            counts.add(count);
          }

          @Override
          public void submit(GroupMember successor) {
            partitions.get(successor.partition()).commands.add(successor);
          }
        });
  }

  private void readOne(int some) {
    if (some % 2 == 0 && commandsRead < commands.size()) {
      step(new Asked(commands.get(commandsRead++)));
    } else if (countsRead < counts.size()) {
      GroupCount count = counts.get(countsRead++);
      if (some % 7 == 1 && entry instanceof Live) {
        isCountParked = true;
      } else {
        step(new Told(count));
      }
    }
  }

  private void readAgain(GroupPartition one, int some) {
    if (some % 3 == 0) {
      one.readAgain(some / 3);
    } else if (countsRead > 0) {
      step(new Told(counts.get(some / 3 % countsRead)));
    }
  }

  private void advance(Duration by) {
    now = now.plus(by);
    fireIfDue();
  }

  private void fireIfDue() {
    if (armed.filter(due -> !due.isAfter(now)).isPresent()) {
      step(new TimerFired(armed.get()));
    }
  }

  private void step(GroupInput input) {
    StoredEntry<GroupEntry, Due> before = kept();
    Step<GroupEntry, GroupEvent, GroupEffect, Due> step = machine.step(before, input, now, now);
    boolean hadEnded = entry instanceof Ended;
    if (!step.isNothing()) {
      entry = step.after().entry();
      armed = step.after().armed().map(it -> it.at());
      entry = kept().entry();
    }
    step.effects().forEach(this::told);
    if (!hadEnded && entry instanceof Ended(GroupStatus status, _)) {
      checkEnd(status);
    }
  }

  private StoredEntry<GroupEntry, Due> kept() {
    StoredEntry<GroupEntry, Due> kept =
        new StoredEntry<>(entry, armed.map(at -> new Deadline<>(Due.LOOK, at)));
    if (entry instanceof GroupEntry.Nothing) {
      return kept;
    }
    try {
      String json = Json.MAPPER.writeValueAsString(StoredGroup.of(kept));
      StoredEntry<GroupEntry, Due> read = Json.MAPPER.readValue(json, StoredGroup.class).kept();
      assertThat(read).isEqualTo(kept);
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void told(GroupEffect effect) {
    switch (effect) {
      case ShowGroup(GroupStatus status) -> {
        if (!shown.isEmpty()) {
          assertThat(status.facts().version()).isGreaterThan(shown.getLast().facts().version());
          assertThat(shown.getLast().facts().state().hasEnded())
              .as("shown after its end")
              .isFalse();
        }
        shown.add(status);
      }
      case AnnounceGroup end -> announced.add(end);
      case SubmitSuccessor(var task) -> successors.add(task.taskId());
      case TellPartition(var command) -> partitions.get(command.partition()).commands.add(command);
      case RemoveGroup _ -> removed++;
    }
  }

  /// Nobody that the group had to wait for is missing. If a tally was lost, numbers are not known,
  /// nor successors that its partition had counted and nobody has read.
  private void checkEnd(GroupStatus status) {
    List<GroupMember> all =
        partitions.stream().flatMap(one -> one.committedMembers().stream()).toList();
    List<GroupMember> awaited =
        all.stream()
            .filter(member -> !member.isLate() && !(isTallyLost && member.isSuccessor()))
            .toList();
    assertThat(awaited).as("ended before all of its tasks had").allMatch(GroupMember::hasEnded);
    assertThat(status.facts().counts().active()).isZero();
    assertThat(status.facts().times().sealedAt()).isNotNull();
    if (!isTallyLost) {
      checkNumbers(status, all, awaited);
    }
    boolean isCancelled = status.facts().times().cancelRequestedAt() != null;
    boolean isWell = status.facts().counts().succeeded() == status.facts().total();
    assertThat(status.facts().state())
        .isEqualTo(
            isCancelled ? GroupState.CANCELLED : isWell ? GroupState.SUCCEEDED : GroupState.FAILED);
  }

  private void checkNumbers(GroupStatus status, List<GroupMember> all, List<GroupMember> awaited) {
    long unread =
        partitions.stream()
            .flatMap(one -> one.commands.stream())
            .filter(command -> command instanceof GroupMember member && !member.isLate())
            .map(GroupMember.class::cast)
            .filter(member -> all.stream().noneMatch(known -> known.id().equals(member.id())))
            .count();
    assertThat(unread).as("tasks that nobody has read").isZero();
    assertThat(status.facts().total()).isGreaterThanOrEqualTo(awaited.size());
    assertThat(status.facts().counts().ended()).isEqualTo(status.facts().total());
    if (tasks <= GroupError.MOST) {
      GroupCounts shown = status.facts().counts();
      assertThat(status.facts().errors()).hasSize((int) (shown.failed() + shown.expired()));
    }
  }

  /// It is sealed unless it is already, sealed again if a count was parked, and cancelled if a
  /// tally was lost. Everything is read, tasks end, and the clock runs until nothing happens any
  /// more.
  void calm() {
    now = now.plus(GroupRules.ASKED_AGAIN_EVERY);
    if (isTallyLost && !(entry instanceof Ended)) {
      cancel();
    } else if (!isSealWritten || isCountParked) {
      isCountParked = false;
      seal();
    }
    for (int round = 0; round < ROUNDS_TO_CALM && !isQuiet(); round++) {
      for (GroupPartition one : partitions) {
        while (one.hasCommands()) {
          one.read();
        }
        for (GroupMember member : one.members()) {
          if (!member.state().hasEnded()) {
            one.move(member.id(), TaskState.SUCCEEDED, List.of(), now);
          }
        }
        one.tell(now);
        commit(one);
      }
      while (commandsRead < commands.size()) {
        step(new Asked(commands.get(commandsRead++)));
      }
      while (countsRead < counts.size()) {
        step(new Told(counts.get(countsRead++)));
      }
    }
    assertThat(isQuiet()).as("quiet").isTrue();
  }

  private boolean isQuiet() {
    return commandsRead == commands.size()
        && countsRead == counts.size()
        && partitions.stream().allMatch(GroupPartition::isQuiet)
        && partitions.stream()
            .flatMap(one -> one.members().stream())
            .allMatch(member -> member.state().hasEnded());
  }

  /// Its retention passes.
  void outlive() {
    for (int round = 0; round < ROUNDS_TO_CALM && armed.isPresent(); round++) {
      now = now.isBefore(armed.get()) ? armed.get() : now;
      fireIfDue();
      calm();
    }
  }

  boolean isKnown() {
    return !(entry instanceof GroupEntry.Nothing);
  }

  boolean isCounted() {
    return partitions.stream().anyMatch(GroupPartition::hasTally);
  }

  /// The state that it was last shown in.
  GroupState state() {
    return shown.getLast().facts().state();
  }

  boolean isCancelWritten() {
    return isCancelWritten;
  }
}
