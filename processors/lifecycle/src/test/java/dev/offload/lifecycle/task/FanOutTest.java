package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.ChildDetail;
import dev.offload.schemas.work.Children;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FanOutTest {
  private final Life life = Life.running();
  private final Run first = life.run(1, "r1");

  @Test
  void delegatedTaskIsRunningWithoutWorkerLeaseOrTimer() {
    life.report(first.claimed(life.now));
    // When
    life.report(first.delegated(life.now, 3));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.RUNNING);
    assertThat(life.entry.current())
        .isEqualTo(new StoredTask.Current(1, null, null, null, 0, null, null));
    assertThat(life.entry.armed()).isNull();
    assertThat(life.last.arming().disarm()).isPresent();
    assertThat(life.task().attempts())
        .extracting(Attempt::number, Attempt::outcome)
        .containsExactly(tuple(1, Outcome.DELEGATED));
    assertThat(life.handedOut).isEmpty();
  }

  @Test
  void parentGoesOnOnceAllChildrenHaveEnded() {
    life.report(first.checkpointed(life.now, Fixtures.json("half")))
        .report(first.delegated(life.now, 3))
        .childSucceeded(2)
        .childEnded(0, TaskState.FAILED, 0);
    assertThat(life.handedOut).isEmpty();
    // When
    life.childSucceeded(1);
    // Then
    assertThat(life.state()).isEqualTo(TaskState.QUEUED);
    assertThat(life.entry.armed().kind()).isEqualTo(DeadlineKind.WATCH);
    assertThat(life.handedOut)
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.attempt()).isEqualTo(1);
              assertThat(item.input()).isEqualTo(Fixtures.json("input"));
              assertThat(item.checkpoint()).isEqualTo(Fixtures.json("half"));
              assertThat(item.children())
                  .isEqualTo(
                      new Children(
                          3,
                          2,
                          1,
                          Map.of("sent", 20L),
                          List.of(new ChildDetail(0, List.of(), Fixtures.CHILD_ERROR)),
                          1));
            });
  }

  @Test
  void childCountsOnce() {
    life.report(first.delegated(life.now, 2)).childSucceeded(0);
    Seen before = life.entry;
    // When
    life.childSucceeded(0).childEnded(0, TaskState.FAILED, 7);
    // Then
    assertThat(life.entry).isEqualTo(before);
    assertThat(life.handedOut).isEmpty();
  }

  @Test
  void childrenThatEndBeforeTheDelegationCount() {
    life.childSucceeded(1).childSucceeded(0);
    assertThat(life.handedOut).isEmpty();
    // When
    life.report(first.delegated(life.now, 2));
    // Then
    assertThat(life.handedOut)
        .singleElement()
        .extracting(item -> item.children().succeeded())
        .isEqualTo(2);
  }

  @Test
  void childrenThatEndBeforeTheirParentIsSubmittedCount() {
    Life early = new Life();
    Run run = early.run(1, "r1");
    early
        .childSucceeded(0)
        .report(run.started(early.now))
        .childSucceeded(1)
        .report(run.delegated(early.now, 2));
    assertThat(early.shown).isEmpty();
    // When
    early.step(new Submission(early.submitted, QueueTopic.DIRECT));
    // Then
    assertThat(early.handedOut)
        .singleElement()
        .extracting(item -> item.children().succeeded())
        .isEqualTo(2);
  }

  @Test
  void childOfATaskThatHasSucceededChangesNothing() {
    life.report(first.succeeded(life.now));
    // When
    life.childSucceeded(0);
    // Then
    assertThat(life.last.isNothing()).isTrue();
  }

  @Test
  void childOfATaskForgottenLongAgoIsDroppedWithoutAnAlarm() {
    Life nobody = new Life();
    nobody.childSucceeded(0);
    nobody.heardUntil = nobody.now.plus(Duration.ofHours(1));
    // When
    nobody.untilTimer();
    // Then
    assertThat(nobody.last.events()).containsExactly(new TaskEvent.TaskForgotten());
    assertThat(nobody.entry).isNull();
  }

  @Test
  void nextRunEndsTheTask() {
    delegateAndResume();
    Run next = life.run(1, "r2");
    // When
    life.report(next.startedKnowing(1, life.now)).report(next.succeeded(life.now));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(life.task().attempts())
        .extracting(Attempt::number, Attempt::outcome)
        .containsExactly(tuple(1, Outcome.DELEGATED), tuple(1, Outcome.SUCCEEDED));
  }

  @Test
  void earlierRunsAreIgnoredWhileTheTaskWaits() {
    life.report(first.delegated(life.now, 1));
    Seen before = life.entry;
    // When
    life.report(first.succeeded(life.now))
        .report(first.failed(life.now, true, null))
        .report(first.heartbeat(life.now))
        .report(first.delegated(life.now, 1));
    // Then
    assertThat(life.entry).isEqualTo(before);
  }

  @Test
  void earlierRunsAreIgnoredAfterTheTaskGoesOn() {
    life.report(life.run(1, "zombie").started(life.now)).report(first.started(life.now));
    Run owner = life.run(1, "owner");
    life.report(owner.started(life.now));
    life.report(owner.delegated(life.now, 1)).childSucceeded(0);
    Run next = life.run(1, "r2");
    life.report(next.startedKnowing(1, life.now));
    Seen before = life.entry;
    // When
    life.report(first.succeeded(life.now))
        .report(life.run(1, "zombie").succeeded(life.now))
        .report(owner.failed(life.now, true, null));
    // Then
    assertThat(life.entry).isEqualTo(before);
  }

  @Test
  void runOfLongAgoDoesNotSucceedAfterTheTaskGoesOn() {
    life.handBackOften(1);
    Run owner = life.run(1, "owner");
    life.report(owner.started(life.now));
    life.report(owner.delegated(life.now, 1)).childSucceeded(0);
    Seen before = life.entry;
    // When
    life.report(first.succeeded(life.now));
    // Then
    assertThat(life.entry).isEqualTo(before);
  }

  @Test
  void repeatedEarlierRecordNeitherOwnsNorEndsTheAttempt() {
    life.report(first.delegated(life.now, 1));
    life.report(life.run(1, "again").started(life.now));
    life.childSucceeded(0);
    Run next = life.run(1, "r2");
    life.report(next.startedKnowing(1, life.now));
    life.report(life.run(1, "late").started(life.now));
    // When
    life.report(life.run(1, "again").failed(life.now, true, null))
        .report(life.run(1, "late").succeeded(life.now));
    // Then
    assertThat(life.entry.current().owner()).isEqualTo("r2");
    assertThat(life.state()).isEqualTo(TaskState.RUNNING);
    assertThat(life.task().attempts()).hasSize(2);
  }

  @Test
  void nextAttemptKnowsOfTheChildrenToo() {
    delegateAndResume();
    Run next = life.run(1, "r2");
    life.report(next.startedKnowing(1, life.now)).report(next.failed(life.now));
    // When
    life.untilTimer();
    // Then
    assertThat(life.handedOut.getLast().attempt()).isEqualTo(2);
    assertThat(life.handedOut.getLast().children())
        .isEqualTo(new Children(1, 1, 0, SENT_10, List.of(), 1));
    Run second = life.run(2, "r3");
    life.report(second.startedKnowing(1, life.now)).report(second.succeeded(life.now));
    assertThat(life.state()).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void taskCanDelegateToMoreChildrenLater() {
    delegateAndResume();
    Run next = life.run(1, "r2");
    life.report(next.startedKnowing(1, life.now)).report(next.delegated(life.now, 2));
    assertThat(life.state()).isEqualTo(TaskState.RUNNING);
    // When
    life.childSucceeded(1);
    // Then
    assertThat(life.handedOut.getLast().children().count()).isEqualTo(2);
    life.report(life.run(1, "r3").startedKnowing(1, life.now));
    assertThat(life.state()).isEqualTo(TaskState.QUEUED);
    life.report(life.run(1, "r4").startedKnowing(2, life.now));
    assertThat(life.state()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void lostResumedAttemptIsHandedOutAgainWithItsSummary() {
    delegateAndResume();
    life.heardUntil = life.now.plus(Duration.ofDays(1));
    // When
    life.untilTimer();
    // Then
    assertThat(life.handedOut).hasSize(2);
    assertThat(life.handedOut.getLast().children()).isNotNull();
  }

  @Test
  void progressIsToldAtMostOncePerSecondAndAtTheEnd() {
    life.report(first.delegated(life.now, 4));
    // When
    life.childSucceeded(0).childSucceeded(1);
    life.advance(Duration.ofSeconds(1)).childSucceeded(2);
    life.childSucceeded(3);
    // Then
    assertThat(life.progress)
        .extracting(told -> told.progress())
        .containsExactly(
            new Progress(0, 4, null), new Progress(3, 4, null), new Progress(4, 4, null));
    assertThat(life.progress).allMatch(told -> told.attempt() == 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskState.class,
      names = {"FAILED", "CANCELLED", "EXPIRED"})
  void childThatDidNotSucceedCountsAsFailed(TaskState state) {
    life.report(first.delegated(life.now, 1));
    // When
    life.childEnded(0, state, 0);
    // Then
    assertThat(life.handedOut.getFirst().children()).extracting(Children::failed).isEqualTo(1);
  }

  private static final Map<String, Long> SENT_10 = Map.of("sent", 10L);

  private void delegateAndResume() {
    life.report(first.delegated(life.now, 1)).childSucceeded(0);
  }
}
