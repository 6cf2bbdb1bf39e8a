package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryTest {
  private final Life life = Life.running();
  private final Run run = life.run(1, "r1");

  @Test
  void failedAttemptIsRetriedAfterTheBackoff() {
    // When
    life.report(run.failed(life.now));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.RETRYING);
    assertThat(life.task().runAt()).isEqualTo(life.now.plusSeconds(10));
    assertThat(life.task().error()).isNull();
    // When
    life.untilTimer();
    // Then
    assertThat(life.state()).isEqualTo(TaskState.QUEUED);
    assertThat(life.handedOut).singleElement().extracting("attempt").isEqualTo(2);
  }

  @Test
  void taskFailsAfterItsLastAttempt() {
    for (int attempt = 1; attempt <= 3; attempt++) {
      Run next = life.run(attempt, "run-" + attempt);
      life.report(next.started(life.now)).report(next.failed(life.now));
      if (attempt < 3) {
        life.untilTimer();
      }
    }
    assertThat(life.state()).isEqualTo(TaskState.FAILED);
    assertThat(life.task().error().attempt()).isEqualTo(3);
    assertThat(life.announced).hasSize(1);
  }

  @Test
  void finalErrorIsNotRetried() {
    // When
    life.report(run.failed(life.now, true, null));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.FAILED);
    assertThat(life.task().attempts())
        .singleElement()
        .extracting(Attempt::outcome)
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void errorThatThePolicyCallsFinalIsNotRetried() {
    // Given
    Life picky = ofPolicyWithFinal("bo*");
    // When
    picky.report(picky.run(1, "r1").failedAtOnce(picky.now));
    // Then
    assertThat(picky.state()).isEqualTo(TaskState.FAILED);
    assertThat(picky.task().error().code()).isEqualTo("boom");
    assertThat(picky.task().error().isFinal()).isTrue();
    assertThat(picky.task().attempts()).singleElement().extracting("error.isFinal").isEqualTo(true);
  }

  @Test
  void errorThatThePolicyDoesNotNameIsRetried() {
    // Given
    Life picky = ofPolicyWithFinal("boo");
    // When
    picky.report(picky.run(1, "r1").failedAtOnce(picky.now));
    // Then
    assertThat(picky.state()).isEqualTo(TaskState.RETRYING);
    assertThat(picky.task().attempts())
        .singleElement()
        .extracting("error.isFinal")
        .isEqualTo(false);
  }

  private static Life ofPolicyWithFinal(String error) {
    RetryPolicy usual = Fixtures.RETRY;
    RetryPolicy policy =
        new RetryPolicy(
            usual.maxAttempts(),
            usual.firstDelay(),
            usual.factor(),
            usual.maxDelay(),
            usual.jitter(),
            List.of(error));
    Life life = new Life();
    life.submitted = Fixtures.retriedBy(life.submitted, policy);
    return life.step(new Submission(life.submitted, QueueTopic.DIRECT));
  }

  @Test
  void retryAfterAndSnoozeAreBoundedByTheLongestDelay() {
    // Given
    Life snoozing = Life.running();
    // When
    life.report(run.failed(life.now, false, Duration.ofDays(400)));
    snoozing.report(snoozing.run(1, "r1").snoozed(snoozing.now, Duration.ofDays(400)));
    // Then
    assertThat(life.task().runAt()).isEqualTo(life.now.plus(RetryPolicy.LONGEST_DELAY));
    assertThat(snoozing.task().runAt()).isEqualTo(snoozing.now.plus(RetryPolicy.LONGEST_DELAY));
  }

  @Test
  void retryAfterIsTheShortestWait() {
    // When
    life.report(run.failed(life.now, false, Duration.ofMinutes(3)));
    // Then
    assertThat(life.task().runAt()).isEqualTo(life.now.plus(Duration.ofMinutes(3)));
  }

  @Test
  void nextAttemptGetsTheCheckpoint() {
    life.report(run.checkpointed(life.now, Fixtures.json("half"))).report(run.failed(life.now));
    // When
    life.untilTimer();
    // Then
    assertThat(life.handedOut)
        .singleElement()
        .extracting("checkpoint")
        .isEqualTo(Fixtures.json("half"));
  }

  @Test
  void snoozedAttemptIsHandedOutAgainUnspent() {
    // When
    life.report(run.snoozed(life.now, Duration.ofSeconds(4)));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(life.task().runAt()).isEqualTo(life.now.plusSeconds(4));
    // When
    life.untilTimer();
    // Then
    assertThat(life.state()).isEqualTo(TaskState.QUEUED);
    assertThat(life.handedOut).singleElement().extracting("attempt").isEqualTo(1);
  }

  @Test
  void nextHandOutTellsHowManyWorkersTheAttemptHasLost() {
    // When
    life.report(run.handedBackAfterLosing(2, life.now)).untilTimer();
    // Then
    assertThat(life.handedOut).singleElement().extracting("lostRuns").isEqualTo(2);
  }

  @Test
  void handedBackRecordThatComesAgainMayRun() {
    life.report(run.snoozed(life.now, Duration.ofSeconds(4)));
    // When
    life.report(life.run(1, "r2").started(life.now));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.RUNNING);
    assertThat(life.task().runAt()).isNull();
  }

  @Test
  void handBackOfARecordThatWasNeverStartedCounts() {
    Life queued = Life.direct();
    // When
    queued.report(queued.run(1, "r1").snoozed(queued.now, Duration.ofSeconds(4)));
    // Then
    assertThat(queued.state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(queued.task().startedAt()).isNull();
  }

  @Test
  void cancelledAttemptCancelsTheTask() {
    // When
    life.report(run.cancelled(life.now));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(life.announced).hasSize(1);
  }
}
