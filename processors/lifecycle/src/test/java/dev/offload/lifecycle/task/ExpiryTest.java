package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExpiryTest {
  private static final Instant EXPIRY = Life.START.plusSeconds(30);

  @Test
  void taskThatExpiresWhenItIsDueIsNotHandedOut() {
    Life life = new Life();
    life.submitted =
        Fixtures.expiring(
            Fixtures.task(life.now, EXPIRY, Origin.CLIENT, Fixtures.json("input")), EXPIRY);
    life.step(new Submission(life.submitted, QueueTopic.WORK));
    // When
    life.untilTimer();
    // Then
    assertThat(life.now).isEqualTo(EXPIRY);
    assertThat(life.state()).isEqualTo(TaskState.EXPIRED);
    assertThat(life.handedOut).isEmpty();
    assertThat(life.announced).hasSize(1);
  }

  @Test
  void queuedTaskExpiresOnceAStartWouldHaveBeenReported() {
    Life life = expiring();
    // When
    life.untilTimer();
    // Then
    assertThat(life.now).isEqualTo(EXPIRY);
    assertThat(life.state()).isEqualTo(TaskState.QUEUED);
    // When
    life.untilTimer();
    // Then
    assertThat(life.now).isEqualTo(EXPIRY.plus(Life.RULES.watchSlack()));
    assertThat(life.state()).isEqualTo(TaskState.EXPIRED);
  }

  @Test
  void retryingTaskExpiresBeforeItsNextAttempt() {
    Life life = expiring();
    life.advance(Duration.ofSeconds(25));
    life.report(life.run(1, "r1").started(life.now));
    life.report(life.run(1, "r1").failed(life.now));
    // When
    life.untilTimer();
    // Then
    assertThat(life.now).isEqualTo(EXPIRY);
    assertThat(life.state()).isEqualTo(TaskState.EXPIRED);
    assertThat(life.task().attempts()).extracting(Attempt::outcome).containsExactly(Outcome.FAILED);
  }

  @Test
  void startedAttemptMayGoOn() {
    Life life = expiring();
    life.report(life.run(1, "r1").started(life.now));
    life.advance(Duration.ofSeconds(40));
    life.untilTimer();
    // When
    life.report(life.run(1, "r1").succeeded(life.now));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void attemptThatGoesOnAfterItsChildrenDoesNotExpire() {
    Life life = expiring();
    life.report(life.run(1, "r1").started(life.now));
    life.report(life.run(1, "r1").delegated(life.now, 1));
    life.advance(Duration.ofMinutes(1));
    // When
    life.childSucceeded(0);
    // Then
    assertThat(life.state()).isEqualTo(TaskState.QUEUED);
    assertThat(life.handedOut.getLast().expiresAt()).isNull();
    assertThat(life.entry.deadline().kind()).isEqualTo(DeadlineKind.WATCH);
  }

  @Test
  void attemptThatHasDelegatedDoesNotExpireHoweverManyRunsFollow() {
    Life life = expiring();
    life.report(life.run(1, "r1").started(life.now));
    life.report(life.run(1, "r1").delegated(life.now, 1));
    life.childSucceeded(0);
    // When
    life.handBackOften(1);
    // Then
    assertThat(life.task().attempts()).noneMatch(row -> row.outcome() == Outcome.DELEGATED);
    assertThat(life.entry.deadline().kind()).isEqualTo(DeadlineKind.DUE);
    // When
    life.advance(Duration.ofMinutes(1));
    life.untilTimer();
    // Then
    assertThat(life.state()).isEqualTo(TaskState.QUEUED);
    assertThat(life.handedOut.getLast().expiresAt()).isNull();
  }

  @Test
  void workersAreToldOfExpiryAndTimeout() {
    Life life = new Life();
    life.submitted = Fixtures.expiring(life.submitted, EXPIRY);
    // When
    life.step(new Submission(life.submitted, QueueTopic.WORK));
    // Then
    assertThat(life.handedOut.getLast().expiresAt()).isEqualTo(EXPIRY);
  }

  @Test
  void workerThatComesTooLateExpiresTheTask() {
    Life life = expiring();
    life.advance(Duration.ofSeconds(31));
    // When
    life.report(life.run(1, "late").expired(life.now));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.EXPIRED);
    assertThat(life.task().attempts()).isEmpty();
  }

  @Test
  void workerThatComesTooLateDoesNotEndAnEarlierRun() {
    Life life = expiring();
    life.report(life.run(1, "r1").started(life.now));
    life.advance(Duration.ofSeconds(31));
    // When
    life.report(life.run(1, "late").expired(life.now));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.RUNNING);
  }

  private static Life expiring() {
    Life life = new Life();
    life.submitted = Fixtures.expiring(life.submitted, EXPIRY);
    return life.step(new Submission(life.submitted, QueueTopic.DIRECT));
  }
}
