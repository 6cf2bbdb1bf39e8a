package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offload.lifecycle.task.Effect.Forget;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.Report;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.lifecycle.task.Input.TimerFired;
import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EndTest {
  private static final TooLarge TOO_LARGE = new TooLarge("the task", 200, 100);

  @Test
  void endedTaskShrinksToWhatItsRetentionNeeds() {
    Life life = Life.running();
    // When
    life.report(life.run(1, "r1").succeeded(life.now));
    // Then
    assertThat(life.entry.assignment()).isNull();
    assertThat(life.entry.current()).isNull();
    assertThat(life.entry.runIds()).isEmpty();
  }

  @Test
  void endedTaskIsForgottenAfterAWeek() {
    Life life = Life.running();
    Instant end = life.now;
    life.report(life.run(1, "r1").succeeded(end));
    // When
    life.untilTimer();
    // Then
    assertThat(life.now).isEqualTo(end.plus(Duration.ofDays(7)));
    assertThat(life.entry).isNull();
    assertThat(life.last.effects()).containsExactly(new Forget(life.submitted.taskId()));
  }

  @Test
  void failedTaskIsForgottenAfterThirtyDays() {
    Life life = Life.running();
    Instant end = life.now;
    life.report(life.run(1, "r1").failed(end, true, null));
    // When
    life.untilTimer();
    // Then
    assertThat(life.now).isEqualTo(end.plus(Duration.ofDays(30)));
    assertThat(life.entry).isNull();
  }

  @Test
  void timerThatIsNotArmedDoesNothing() {
    Life life = Life.direct();
    Instant other = life.entry.armed().at().plusMillis(1);
    life.advance(Duration.ofHours(1));
    // When
    life.step(new TimerFired(other, life.listeningSince, life.now));
    // Then
    assertThat(life.last.isNothing()).isTrue();
  }

  @Test
  void submissionThatIsTooLargeToBeKeptFails() {
    Life life = new Life();
    // When
    life.refuse(new Submission(life.submitted, QueueTopic.WORK), TOO_LARGE);
    // Then
    assertThat(life.state()).isEqualTo(TaskState.FAILED);
    assertThat(life.task().error().code()).isEqualTo("too-large");
    assertThat(life.handedOut).isEmpty();
    assertThat(life.announced).hasSize(1);
  }

  @Test
  void resultThatIsTooLargeFailsTheTask() {
    Life life = Life.running();
    // When
    life.refuse(new Report(life.run(1, "r1").succeeded(life.now)), TOO_LARGE);
    // Then
    assertThat(life.state()).isEqualTo(TaskState.FAILED);
    assertThat(life.task().attempts()).singleElement().extracting("error").isNotNull();
  }

  @Test
  void earlyEventThatIsTooLargeFailsNoTask() {
    Life life = new Life();
    Report early = new Report(life.run(1, "r1").succeeded(life.now));
    assertThatThrownBy(() -> life.refuse(early, TOO_LARGE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("200 bytes");
  }
}
