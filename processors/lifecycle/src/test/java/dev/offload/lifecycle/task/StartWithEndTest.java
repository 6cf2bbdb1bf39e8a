package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.AttemptSucceeded;
import org.junit.jupiter.api.Test;

/// Ends that also tell the start of their run, for which no separate record was written.
class StartWithEndTest {
  @Test
  void successWithItsStartIsBothInOneStep() {
    // Given
    Life life = Life.direct();
    AttemptSucceeded end = life.run(1, "r1").succeededAtOnce(life.now);

    // When
    life.report(end);

    // Then
    assertThat(life.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(life.shown).extracting("version").containsExactly(1L, 3L);
    assertThat(life.announced).hasSize(1);
    assertThat(life.entry.task().startedAt()).isEqualTo(end.began().at());
    assertThat(life.entry.task().attempts())
        .containsExactly(
            new Attempt(
                1, end.began().worker(), end.began().at(), end.at(), Outcome.SUCCEEDED, null));
  }

  @Test
  void startAndEndInOneReportCountAsTwo() {
    // Given
    Life inOne = Life.direct();
    Life inTwo = inOne.copy();
    AttemptSucceeded end = inOne.run(1, "r1").succeededAtOnce(inOne.now);

    // When
    inOne.report(end);
    inTwo.report(end.start().orElseThrow()).report(withoutStart(end));

    // Then
    assertThat(inOne.entry).isEqualTo(inTwo.entry);
  }

  @Test
  void failureWithItsStartTakesTheAttemptOverAndCounts() {
    // Given
    Life life = Life.running();

    // When
    life.report(life.run(1, "r2").failedAtOnce(life.now));

    // Then
    assertThat(life.state()).isEqualTo(TaskState.RETRYING);
    assertThat(life.entry.task().attempts())
        .extracting(Attempt::outcome)
        .containsExactly(Outcome.LOST, Outcome.FAILED);
  }

  @Test
  void earlyStartWithEndWaitsAsOneEvent() {
    // Given
    Life life = new Life();
    Run run = life.run(1, "r1");

    // When
    life.report(run.succeededAtOnce(life.now));

    // Then
    assertThat(life.entry.early()).hasSize(1);
    life.step(new Submission(life.submitted, QueueTopic.DIRECT));
    assertThat(life.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(life.entry.task().attempts()).hasSize(1);
  }

  @Test
  void startWithEndOfAnEarlierAttemptChangesNothing() {
    // Given
    Life life = Life.running();
    life.report(life.run(1, "r1").succeeded(life.now));
    Seen ended = life.entry;

    // When
    life.report(life.run(1, "r2").failedAtOnce(life.now));

    // Then
    assertThat(life.entry).isEqualTo(ended);
  }

  private static AttemptEvent withoutStart(AttemptSucceeded end) {
    return new AttemptSucceeded(
        end.taskId(),
        end.tenant(),
        end.attempt(),
        end.runId(),
        end.at(),
        end.result(),
        end.files(),
        null);
  }
}
