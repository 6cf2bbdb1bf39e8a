package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.task.Effect.Forget;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.Drop;
import dev.offload.lifecycle.task.Input.Replay;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.EarlierEnd;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.WorkItem;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private Life life = Life.running();

  @Test
  void failedTaskRunsAgainWithItsInputAsTheNextAttempt() {
    // Given
    failForGood();
    // When
    replay(null, null);
    // Then
    assertThat(life.state()).isEqualTo(TaskState.QUEUED);
    assertThat(life.task().finishedAt()).isNull();
    assertThat(life.task().error()).isNull();
    assertThat(life.handedOut)
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.attempt()).isEqualTo(2);
              assertThat(item.input()).isEqualTo(Fixtures.json("input"));
            });
  }

  @Test
  void taskThatRunsAgainSaysHowItEndedBefore() {
    assertThat(life.task().earlierEnds()).isEmpty();
    failForGood();
    Task failed = life.task();
    assertThat(failed.earlierEnds()).isEmpty();

    replay(null, null);

    EarlierEnd end = new EarlierEnd(TaskState.FAILED, failed.finishedAt(), failed.version(), 1);
    assertThat(life.task().earlierEnds()).containsExactly(end);
    failForGood(2);
    Task again = life.task();
    assertThat(again.earlierEnds()).containsExactly(end);
    replay(null, null);
    assertThat(life.task().earlierEnds())
        .containsExactly(
            end, new EarlierEnd(TaskState.FAILED, again.finishedAt(), again.version(), 2));
  }

  @Test
  void onlyItsLastEndsAreKept() {
    failForGood();
    for (int attempt = 2; attempt <= 15; attempt++) {
      replay(null, null);
      failForGood(attempt);
    }

    assertThat(life.task().earlierEnds())
        .extracting(EarlierEnd::attempt)
        .containsExactly(5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
  }

  @Test
  void editedInputReplacesTheOldOneAndItsCheckpoint() {
    // Given
    life.report(life.run(1, "r1").checkpointed(life.now, Fixtures.json("half")));
    failForGood();
    // When
    replay(Fixtures.json("edited"), null);
    // Then
    WorkItem item = life.handedOut.getFirst();
    assertThat(item.input()).isEqualTo(Fixtures.json("edited"));
    assertThat(item.checkpoint()).isNull();
  }

  @Test
  void replayGoesOnFromTheCheckpoint() {
    // Given
    life.report(life.run(1, "r1").checkpointed(life.now, Fixtures.json("half")));
    failForGood();
    // When
    replay(null, null);
    // Then
    assertThat(life.handedOut.getFirst().checkpoint()).isEqualTo(Fixtures.json("half"));
  }

  @Test
  void commandThatComesTwiceCountsOnce() {
    // Given
    failForGood();
    RetryTask command = command(null, null);
    life.step(new Replay(command));
    // When
    life.step(new Replay(command));
    // Then
    assertThat(life.last.isNothing()).isTrue();
    // And also once it has failed again
    failForGood(2);
    life.step(new Replay(command));
    assertThat(life.state()).isEqualTo(TaskState.FAILED);
  }

  @Test
  void replayStartsItsOwnCountOfAttempts() {
    // Given
    failForGood();
    replay(null, null);
    // When
    fail(2);
    // Then
    assertThat(life.state()).isEqualTo(TaskState.RETRYING);
    assertThat(life.task().runAt()).isEqualTo(life.now.plusSeconds(10));
    // When
    fail(3);
    fail(4);
    // Then
    assertThat(life.state()).isEqualTo(TaskState.FAILED);
    assertThat(life.task().attempts()).extracting(Attempt::number).containsExactly(1, 2, 3, 4);
  }

  @Test
  void secondEndIsAnnouncedWithAnotherId() {
    // Given
    failForGood();
    replay(null, null);
    // When
    Run second = life.run(2, "again");
    life.report(second.started(life.now)).report(second.succeeded(life.now));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(life.entry.assignment()).isNull();
    assertThat(life.announced).hasSize(2).extracting("id").doesNotHaveDuplicates();
  }

  @Test
  void replayForLaterWaitsForItsTime() {
    // Given
    failForGood();
    Instant later = life.now.plusSeconds(90);
    // When
    replay(null, later);
    // Then
    assertThat(life.state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(life.task().runAt()).isEqualTo(later);
    assertThat(life.handedOut).isEmpty();
    // When
    life.untilTimer();
    // Then
    assertThat(life.now).isEqualTo(later);
    assertThat(life.handedOut).singleElement().extracting("attempt").isEqualTo(2);
  }

  @Test
  void expiredTaskCanBeReplayedAtAnyTime() {
    // Given
    expiring();
    life.untilTimer().untilTimer();
    assertThat(life.state()).isEqualTo(TaskState.EXPIRED);
    life.advance(Duration.ofDays(1));
    // When
    replay(null, null);
    // Then
    assertThat(life.handedOut.getLast())
        .satisfies(
            item -> {
              assertThat(item.attempt()).isEqualTo(2);
              assertThat(item.expiresAt()).as("nothing for a worker to refuse it by").isNull();
            });
    assertThat(life.entry.deadline().kind()).isEqualTo(DeadlineKind.WATCH);
    // When
    Run again = life.run(2, "again");
    life.report(again.started(life.now)).report(again.succeeded(life.now));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void taskThatHasFailedRunsAndIsRetriedAfterItsExpiry() {
    // Given
    expiring();
    failForGood();
    life.advance(Duration.ofDays(1));
    // When
    replay(null, life.now.plusSeconds(90));
    life.untilTimer();
    // Then
    assertThat(life.handedOut).singleElement().extracting("expiresAt").isNull();
    // When
    fail(2);
    assertThat(life.state()).isEqualTo(TaskState.RETRYING);
    life.untilTimer();
    // Then
    assertThat(life.state()).isEqualTo(TaskState.QUEUED);
    assertThat(life.handedOut.getLast().attempt()).isEqualTo(3);
  }

  @Test
  void oldRecordThatIsRefusedAsTooLateDoesNotExpireTheTask() {
    // Given
    expiring();
    life.untilTimer().untilTimer();
    replay(null, null);
    // When
    life.report(life.run(1, "late").expired(life.now));
    // Then
    assertThat(life.last.isNothing()).isTrue();
    assertThat(life.state()).isEqualTo(TaskState.QUEUED);
  }

  @Test
  void reportsOfEarlierRunsAreIgnored() {
    // Given
    failForGood();
    replay(null, null);
    // When
    life.report(life.run(1, "late").succeededAtOnce(life.now));
    // Then
    assertThat(life.last.isNothing()).isTrue();
  }

  @Test
  void taskThatHasSucceededOrNotEndedIsLeftAlone() {
    // Given
    Life done = Life.running();
    done.report(done.run(1, "r1").succeeded(done.now));
    // When
    life.step(new Replay(command(null, null)));
    done.step(
        new Replay(
            new RetryTask(done.task().id(), Fixtures.TENANT, done.task().version(), null, null)));
    // Then
    assertThat(life.last.isNothing()).isTrue();
    assertThat(done.last.isNothing()).isTrue();
  }

  @Test
  void unknownTaskIsLeftAlone() {
    Life unknown = new Life();
    unknown.step(
        new Replay(new RetryTask(unknown.submitted.taskId(), Fixtures.TENANT, 1, null, null)));
    unknown.step(new Drop(new DropTask(unknown.submitted.taskId(), Fixtures.TENANT, 1)));
    assertThat(unknown.entry).isNull();
  }

  @Test
  void cancelledTaskRunsAgain() {
    // Given
    life.report(life.run(1, "r1").cancelled(life.now));
    // When
    replay(null, null);
    // Then
    assertThat(life.state()).isEqualTo(TaskState.QUEUED);
  }

  @Test
  void taskThatHadDelegatedGoesOnWithItsChildrensResults() {
    // Given
    life.report(life.run(1, "r1").delegated(life.now, 1));
    life.childSucceeded(0);
    Run told = life.run(1, "r2");
    life.report(told.startedKnowing(1, life.now)).report(told.failed(life.now, true, null));
    life.handedOut.clear();
    // When
    replay(null, null);
    // Then
    WorkItem item = life.handedOut.getFirst();
    assertThat(item.attempt()).isEqualTo(2);
    assertThat(item.children().succeeded()).isEqualTo(1);
    Run again = life.run(2, "r3");
    life.report(again.startedKnowing(1, life.now)).report(again.succeeded(life.now));
    assertThat(life.state()).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void taskThatWaitsForChildrenAndIsReplayedForLaterWaitsForItsTimeFirst() {
    // Given
    life.report(life.run(1, "r1").delegated(life.now, 2));
    life.childSucceeded(0);
    life.cancel();
    Instant later = life.now.plusSeconds(90);
    // When
    replay(null, later);
    // Then
    assertThat(life.state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(life.task().runAt()).isEqualTo(later);
    life.untilTimer();
    assertThat(life.now).isEqualTo(later);
    assertThat(life.state()).isEqualTo(TaskState.RUNNING);
    assertThat(life.handedOut).isEmpty();
    life.childSucceeded(1);
    assertThat(life.handedOut).singleElement().extracting("attempt").isEqualTo(2);
  }

  @Test
  void taskWhoseChildrenEndBeforeItsNewTimeRunsThen() {
    // Given
    life.report(life.run(1, "r1").delegated(life.now, 1));
    life.cancel();
    Instant later = life.now.plusSeconds(90);
    replay(null, later);
    // When
    life.childSucceeded(0);
    // Then
    assertThat(life.handedOut).isEmpty();
    life.untilTimer();
    assertThat(life.now).isEqualTo(later);
    assertThat(life.handedOut).singleElement().extracting("attempt").isEqualTo(2);
  }

  @Test
  void taskThatHadDelegatedIsNotRunWithAnotherInput() {
    // Given
    life.report(life.run(1, "r1").delegated(life.now, 1));
    life.childSucceeded(0);
    Run told = life.run(1, "r2");
    life.report(told.startedKnowing(1, life.now)).report(told.failed(life.now, true, null));
    // When
    replay(Fixtures.json("edited"), null);
    // Then
    assertThat(life.state()).isEqualTo(TaskState.FAILED);
  }

  @Test
  void childThatEndsAfterItsParentIsCountedForTheTimeItRunsAgain() {
    // Given
    Life parent = Life.running();
    parent.childSucceeded(0);
    Run run = parent.run(1, "r1");
    parent.report(run.failed(parent.now, true, null));
    // When
    parent.childSucceeded(1);
    // Then
    assertThat(parent.state()).isEqualTo(TaskState.FAILED);
    assertThat(parent.entry.fanOutSoFar().ended().countBelow(2)).isEqualTo(2);
  }

  @Test
  void endedTaskIsDroppedWithATombstone() {
    // Given
    failForGood();
    // When
    life.step(new Drop(new DropTask(life.task().id(), Fixtures.TENANT, life.task().version())));
    // Then
    assertThat(life.entry).isNull();
    assertThat(life.last.effects()).containsExactly(new Forget(life.submitted.taskId()));
    assertThat(life.last.arming().disarm()).isPresent();
  }

  @Test
  void taskThatHasChangedSinceIsNotDropped() {
    // Given
    failForGood();
    DropTask drop = new DropTask(life.task().id(), Fixtures.TENANT, life.task().version());
    replay(null, null);
    // When
    life.step(new Drop(drop));
    // Then
    assertThat(life.last.isNothing()).isTrue();
  }

  @Test
  void droppedInputHasToBeGivenAgain() {
    // Given
    Life large = new Life();
    large.refuse(new Submission(large.submitted, QueueTopic.WORK), new TooLarge("the task", 2, 1));
    long version = large.task().version();
    // When
    large.step(
        new Replay(new RetryTask(large.submitted.taskId(), Fixtures.TENANT, version, null, null)));
    // Then
    assertThat(large.last.isNothing()).isTrue();
    // When
    large.step(
        new Replay(
            new RetryTask(
                large.submitted.taskId(), Fixtures.TENANT, version, Fixtures.json("small"), null)));
    // Then
    assertThat(large.handedOut).singleElement().extracting("attempt").isEqualTo(2);
  }

  /// Replaces the running task with one that no worker has and that expires after half a
  /// minute.
  private void expiring() {
    life = new Life();
    life.submitted = Fixtures.expiring(life.submitted, life.now.plusSeconds(30));
    life.step(new Submission(life.submitted, QueueTopic.DIRECT));
  }

  private void failForGood() {
    failForGood(1);
  }

  private void failForGood(int attempt) {
    Run run = life.run(attempt, "r" + attempt);
    life.report(run.started(life.now)).report(run.failed(life.now, true, null));
    life.handedOut.clear();
    assertThat(life.state()).isEqualTo(TaskState.FAILED);
  }

  /// Once it is handed out.
  private void fail(int attempt) {
    if (life.state() == TaskState.RETRYING) {
      life.untilTimer();
    }
    life.advance(Duration.ofSeconds(1));
    Run run = life.run(attempt, "r" + attempt);
    life.report(run.started(life.now)).report(run.failed(life.now));
  }

  private void replay(JsonNode input, Instant runAt) {
    life.step(new Replay(command(input, runAt)));
  }

  private RetryTask command(JsonNode input, Instant runAt) {
    return new RetryTask(life.task().id(), Fixtures.TENANT, life.task().version(), input, runAt);
  }
}
