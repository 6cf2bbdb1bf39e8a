package dev.offload.lifecycle.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.group.GroupEffect.TellPartition;
import dev.offload.lifecycle.group.GroupInput.Asked;
import dev.offload.lifecycle.group.GroupInput.TimerFired;
import dev.offload.lifecycle.group.GroupInput.Told;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.Step;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.schemas.command.CancelGroup;
import dev.offload.schemas.command.CountGroup;
import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.GroupFacts;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupTerms;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A cancelled group that waits for a successor which never comes.
class CancelledGroupTest {
  private static final GroupId GROUP = GroupId.parse("grp_0199f5ac-1111-7000-8000-000000000005");
  private static final String TENANT = "acme";
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final TaskId LOST = TaskId.derived(TENANT, "lost");

  private final GroupMachine machine =
      new GroupMachine(
          new GroupRules(2, Duration.ofDays(7), (_, _) -> Duration.ofDays(2)),
          URI.create("/offload/test"));
  private StoredEntry<GroupEntry, Due> group =
      new StoredEntry<>(new GroupEntry.Nothing(), Optional.empty());
  private Instant now = START;
  private Tally tally = Tally.of(GROUP, TENANT);

  @BeforeEach
  void cancelIt() {
    step(new Asked(new OpenGroup(GROUP, TENANT, GroupTerms.NONE, List.of(), now, null)));
    step(new Asked(new CancelGroup(GROUP, TENANT, now)));
    tell(1, Tally.of(GROUP, TENANT));
    change(it -> it.joined(TaskState.RUNNING).made(LOST));
    change(it -> it.moved(TaskState.RUNNING, TaskState.SUCCEEDED));
    assertThat(group.entry()).isInstanceOf(Running.class);
  }

  @Test
  void itAsksItsPartitionsAgainAndThenEndsWithWhatItKnows() {
    // When
    List<GroupEffect> asked = untilTheTimerOf(GroupRules.CANCEL_PATIENCE);
    // Then
    assertThat(asked)
        .extracting(effect -> ((TellPartition) effect).command())
        .hasSize(2)
        .allMatch(command -> command instanceof CountGroup count && count.cancelAt() != null);
    // When
    change(it -> it);
    tell(1, Tally.of(GROUP, TENANT));
    assertThat(group.entry()).isInstanceOf(Running.class);
    untilTheTimerOf(GroupRules.CANCEL_PATIENCE);
    // Then
    GroupFacts end = ((Ended) group.entry()).status().facts();
    assertThat(end.state()).isEqualTo(GroupState.CANCELLED);
    assertThat(end.total()).as("with the one that nobody has read").isEqualTo(2);
    assertThat(end.counts().ended()).isEqualTo(1);
  }

  @Test
  void itEndsAtOnceWhenTheSuccessorComesAndEnds() {
    change(it -> it.arrived(LOST, TaskState.CANCELLED));

    GroupFacts end = ((Ended) group.entry()).status().facts();
    assertThat(end.total()).isEqualTo(2);
    assertThat(end.counts().ended()).isEqualTo(2);
  }

  @Test
  void itWaitsAsLongAsItsTasksGoOnEnding() {
    for (int task = 0; task < 5; task++) {
      advance(GroupRules.CANCEL_PATIENCE.minusMinutes(1));
      change(it -> it.joined(TaskState.RUNNING));
      assertThat(group.entry()).isInstanceOf(Running.class);
    }
  }

  @Test
  void itDoesNotEndWhenTheClockLeapsOnce() {
    // When
    advance(Duration.ofDays(400));
    // Then
    assertThat(group.entry()).isInstanceOf(Running.class);
    // When
    now = START.plusSeconds(5);
    step(new TimerFired(armed()));
    // Then
    assertThat(group.entry()).isInstanceOf(Running.class);
    assertThat(armed()).isEqualTo(now.plus(GroupRules.CANCEL_PATIENCE));
  }

  @Test
  void cancellingItAgainDoesNotMakeItWaitLonger() {
    Instant end = waitsUntil();
    now = now.plus(GroupRules.CANCEL_PATIENCE.dividedBy(2));

    step(new Asked(new CancelGroup(GROUP, TENANT, now)));

    assertThat(waitsUntil()).isEqualTo(end);
  }

  @Test
  void oneThatAnOlderReleaseHasCancelledWaitsOnceItIsCancelledAgain() {
    // Given
    Running known = (Running) group.entry();
    group =
        new StoredEntry<>(
            new Running(
                known.standing(),
                known.sealedAt(),
                known.cancelAsked(),
                Optional.empty(),
                Optional.empty()),
            Optional.empty());
    // When
    step(new Asked(new CancelGroup(GROUP, TENANT, now)));
    untilTheTimerOf(GroupRules.CANCEL_PATIENCE);
    untilTheTimerOf(GroupRules.CANCEL_PATIENCE);
    // Then
    assertThat(group.entry()).isInstanceOf(Ended.class);
  }

  private void change(UnaryOperator<Tally> change) {
    tally = tell(0, change.apply(tally));
  }

  /// What a partition tells, which has read that the group is cancelled.
  private Tally tell(int partition, Tally of) {
    Tally told = of.sealed(Optional.of(START)).afterTelling(now);
    step(new Told(told.count(partition, () -> false)));
    return told;
  }

  /// Lets this time pass since the last change. Returns what the group says then.
  private List<GroupEffect> untilTheTimerOf(Duration wait) {
    now = now.plus(wait).minusMillis(1);
    fire();
    assertThat(group.entry()).isInstanceOf(Running.class);
    now = now.plusMillis(1);
    return fire();
  }

  private void advance(Duration time) {
    now = now.plus(time);
    fire();
  }

  private List<GroupEffect> fire() {
    List<GroupEffect> told = List.of();
    while (!armed().isAfter(now)) {
      List<GroupEffect> more =
          step(new TimerFired(armed())).stream()
              .filter(effect -> !(effect instanceof GroupEffect.ShowGroup))
              .toList();
      told = more.isEmpty() ? told : more;
    }
    return told;
  }

  private Instant waitsUntil() {
    return ((Running) group.entry()).cancelWait().orElseThrow().until();
  }

  private Instant armed() {
    return group.armed().map(Deadline::at).orElseThrow();
  }

  /// The group is read from its stored form before each step.
  private List<GroupEffect> step(GroupInput input) {
    Step<GroupEntry, GroupEvent, GroupEffect, Due> step = machine.step(group, input, now, now);
    if (!step.isNothing()) {
      group = reread(step.after());
    }
    return step.effects();
  }

  private static StoredEntry<GroupEntry, Due> reread(StoredEntry<GroupEntry, Due> kept) {
    try {
      String json = Json.MAPPER.writeValueAsString(StoredGroup.of(kept));
      return Json.MAPPER.readValue(json, StoredGroup.class).kept();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
