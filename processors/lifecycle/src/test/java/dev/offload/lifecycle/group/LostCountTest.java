package dev.offload.lifecycle.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.group.GroupInput.Asked;
import dev.offload.lifecycle.group.GroupInput.Told;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.command.SealGroup;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupTerms;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A sealed group that has not been told all that its partitions have counted.
class LostCountTest {
  private static final GroupId GROUP = GroupId.parse("grp_0199f5ac-1111-7000-8000-000000000005");
  private static final String TENANT = "acme";
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final TaskId CHILD = TaskId.derived(TENANT, "child");
  private static final TaskId GRANDCHILD = TaskId.derived(TENANT, "grandchild");
  private static final TaskId ANOTHER = TaskId.derived(TENANT, "another");

  private final GroupMachine machine =
      new GroupMachine(
          new GroupRules(3, Duration.ofDays(7), (_, _) -> Duration.ofDays(2)),
          URI.create("/offload/test"));
  private StoredEntry<GroupEntry, Due> group =
      new StoredEntry<>(new GroupEntry.Nothing(), Optional.empty());

  @BeforeEach
  void sealIt() {
    step(new Asked(new OpenGroup(GROUP, TENANT, GroupTerms.NONE, List.of(), NOW, null)));
    step(new Asked(new SealGroup(GROUP, TENANT, NOW)));
  }

  @Test
  void groupWaitsUntilItIsToldOfASuccessor() {
    // Given
    Tally former = told(0, sealed().joined(TaskState.RUNNING));
    Tally lost = ended(former.made(CHILD)).afterTelling(NOW);
    told(1, sealed());
    // When
    told(2, ended(sealed().arrived(CHILD, TaskState.RUNNING)));
    // Then
    assertThat(group.entry()).isInstanceOf(Running.class);
    // When
    told(0, lost.sealed(Optional.empty()));
    // Then
    assertEndedWith(2);
  }

  @Test
  void groupWaitsForAGrandchildThatItHasNotHeardOf() {
    // Given
    told(0, ended(sealed().joined(TaskState.RUNNING).made(CHILD)));
    Tally former = told(1, sealed());
    Tally lost =
        ended(former.arrived(CHILD, TaskState.RUNNING).made(GRANDCHILD).made(ANOTHER))
            .afterTelling(NOW);
    // When
    Tally one = told(2, ended(sealed().arrived(GRANDCHILD, TaskState.RUNNING)));
    // Then
    assertThat(group.entry()).isInstanceOf(Running.class);
    // When
    told(1, lost.sealed(Optional.empty()));
    // Then
    assertThat(group.entry()).isInstanceOf(Running.class);
    // When
    told(2, ended(one.arrived(ANOTHER, TaskState.RUNNING)));
    // Then
    assertEndedWith(4);
  }

  @Test
  void groupEndsByItsNumbersIfAPartitionDoesNotKnowItsSuccessors() {
    told(0, ended(older().joined(TaskState.RUNNING).made(CHILD)));
    told(1, sealed());
    told(2, ended(sealed().arrived(CHILD, TaskState.RUNNING)));

    assertEndedWith(2);
  }

  private static Tally sealed() {
    return Tally.of(GROUP, TENANT).sealed(Optional.empty());
  }

  /// A tally that an older release has begun.
  private static Tally older() {
    return new Tally(
        GROUP,
        TENANT,
        CountedTasks.NONE,
        new Coverage.WithoutMarks(),
        new Wish.Sealed(),
        new Telling(0, false));
  }

  private static Tally ended(Tally tally) {
    return tally.moved(TaskState.RUNNING, TaskState.SUCCEEDED);
  }

  /// Tells the group, and returns the tally after that.
  private Tally told(int partition, Tally tally) {
    Tally told = tally.afterTelling(NOW);
    step(new Told(told.count(partition, () -> false)));
    return told;
  }

  private void step(GroupInput input) {
    group = machine.step(group, input, NOW, NOW).after();
  }

  private void assertEndedWith(int total) {
    assertThat(group.entry())
        .isInstanceOfSatisfying(
            Ended.class,
            end -> {
              assertThat(end.status().facts().total()).isEqualTo(total);
              assertThat(end.status().facts().state()).isEqualTo(GroupState.SUCCEEDED);
            });
  }
}
