package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.schemas.command.ParentTask;
import dev.offload.schemas.config.StopTask;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CancelTest {
  @Test
  void scheduledTaskIsCancelledAtOnce() {
    Life life = new Life();
    Instant later = life.now.plusSeconds(60);
    life.submitted = Fixtures.task(life.now, later, Origin.CLIENT, Fixtures.json("input"));
    life.step(new Submission(life.submitted, QueueTopic.WORK));
    // When
    life.cancel();
    // Then
    assertThat(life.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(life.announced).hasSize(1);
    assertThat(life.stops).isEmpty();
    assertThat(life.entry.deadline().kind()).isEqualTo(DeadlineKind.RETENTION);
  }

  @Test
  void retryingTaskIsCancelledAtOnceAndKeepsItsAttempts() {
    Life life = Life.running();
    life.report(life.run(1, "r1").failed(life.now));
    // When
    life.cancel();
    // Then
    assertThat(life.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(life.task().attempts()).extracting(Attempt::outcome).containsExactly(Outcome.FAILED);
  }

  @Test
  void cancelOfAHandedOutTaskIsOnlyNoted() {
    for (Life life : List.of(Life.direct(), Life.commanded(), Life.running())) {
      TaskState before = life.state();
      // When
      life.cancel();
      // Then
      assertThat(life.state()).isEqualTo(before);
      assertThat(life.task().cancelRequestedAt()).isEqualTo(life.now);
      assertThat(life.announced).isEmpty();
      TaskId id = life.submitted.taskId();
      assertThat(life.stops).isEqualTo(Map.of(id, new StopTask(id, Fixtures.TENANT, 1, life.now)));
    }
  }

  @Test
  void secondCancelChangesNothing() {
    Life life = Life.running().cancel();
    // When
    life.advance(Duration.ofSeconds(1)).cancel();
    // Then
    assertThat(life.last.isNothing()).isTrue();
  }

  @Test
  void endedAndUnknownTasksAreLeftAlone() {
    Life ended = Life.running();
    ended.report(ended.run(1, "r1").succeeded(ended.now));
    for (Life life : List.of(ended, new Life())) {
      // When
      life.cancel();
      // Then
      assertThat(life.last.isNothing()).isTrue();
    }
  }

  static List<Consumer<Life>> endings() {
    return List.of(
        life -> life.report(life.run(1, "r1").cancelled(life.now)),
        life -> life.report(life.run(1, "r1").failed(life.now)),
        life -> life.report(life.run(1, "r1").failed(life.now, true, null)),
        life -> life.report(life.run(1, "r1").snoozed(life.now, Duration.ZERO)),
        life -> life.report(life.run(1, "r1").delegated(life.now, 2)),
        life -> life.report(life.run(1, "r2").cancelled(life.now)),
        life -> {
          life.heardUntil = life.now.plus(Duration.ofDays(1));
          life.untilTimer();
        },
        life -> {
          life.report(life.run(1, "r1").claimed(life.now));
          life.untilTimer();
        });
  }

  @ParameterizedTest
  @MethodSource("endings")
  void runThatEndsWithoutSuccessCancelsTheTask(Consumer<Life> ending) {
    Life life = Life.running().cancel();
    // When
    ending.accept(life);
    // Then
    assertThat(life.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(life.announced).hasSize(1);
    assertThat(life.handedOut).isEmpty();
  }

  @Test
  void successThatCameFirstStillCounts() {
    Life life = Life.running().cancel();
    // When
    life.report(life.run(1, "r1").succeeded(life.now));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(life.task().cancelRequestedAt()).isNotNull();
  }

  @Test
  void lostHandOutOfACancelledTaskIsNotRepeated() {
    Life life = Life.commanded().cancel();
    life.heardUntil = life.now.plus(Duration.ofDays(1));
    int handedOut = life.handedOut.size();
    // When
    life.untilTimer();
    // Then
    assertThat(life.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(life.handedOut).hasSize(handedOut);
  }

  @Test
  void workersAreToldToStopUntilTheHandOutIsLost() {
    Life life = Life.running().cancel();
    life.report(life.run(1, "r1").cancelled(life.now));
    // When
    life.untilTimer();
    // Then
    assertThat(life.stops).hasSize(1);
    assertThat(life.state()).isEqualTo(TaskState.CANCELLED);
    // When
    life.heardUntil = life.now;
    life.untilTimer();
    // Then
    assertThat(life.stops).isEmpty();
    // When
    life.untilTimer();
    // Then
    assertThat(life.entry).isNull();
    assertThat(life.now).isAfterOrEqualTo(Life.START.plus(Duration.ofDays(7)));
  }

  @Test
  void delegatedTaskIsCancelledAtOnceAndItsChildrenWithIt() {
    Life life = Life.running();
    life.report(life.run(1, "r1").delegated(life.now, 3));
    life.childSucceeded(1);
    // When
    life.cancel();
    // Then
    assertThat(life.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(life.cancelledChildren).containsExactly(child(life, 0), child(life, 2));
  }

  @Test
  void delegationAfterTheCancelCancelsTheChildrenToo() {
    Life life = Life.running().cancel();
    // When
    life.report(life.run(1, "r1").delegated(life.now, 2));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(life.cancelledChildren).containsExactly(child(life, 0), child(life, 1));
  }

  private static TaskId child(Life life, int index) {
    return new ParentTask(life.submitted.taskId(), Fixtures.TENANT, null).childId(index);
  }
}
