package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.AttemptClaimed;
import dev.offload.schemas.work.AttemptStarted;
import dev.offload.schemas.work.Checkpointed;
import dev.offload.schemas.work.Heartbeat;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EarlyEventsTest {
  private final Life life = new Life();
  private final Run run = life.run(1, "r1");

  @Test
  void earlyEventsAreAppliedWhenTheSubmissionArrives() {
    life.report(run.started(life.now)).report(run.succeeded(life.now));
    assertThat(life.shown).isEmpty();
    // When
    life.step(new Submission(life.submitted, QueueTopic.DIRECT));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(life.shown).singleElement().extracting("version").isEqualTo(3L);
    assertThat(life.announced).hasSize(1);
    assertThat(life.handedOut).isEmpty();
  }

  @Test
  void taskThatStartedEarlyIsRunningOnceSubmitted() {
    life.report(run.started(life.now)).report(run.claimed(life.now));
    // When
    life.step(new Submission(life.submitted, QueueTopic.DIRECT));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.RUNNING);
    assertThat(life.entry.early()).isEmpty();
    assertThat(life.entry.armed().kind()).isEqualTo(DeadlineKind.LEASE);
  }

  @Test
  void onlyTheLastHeartbeatWaits() {
    life.report(run.started(life.now)).report(run.claimed(life.now));
    // When
    for (int beat = 0; beat < 100; beat++) {
      life.advance(Duration.ofSeconds(3)).report(run.heartbeat(life.now));
    }
    // Then
    assertThat(life.entry.early())
        .hasExactlyElementsOfTypes(AttemptStarted.class, AttemptClaimed.class, Heartbeat.class);
    assertThat(life.entry.early().getLast().at()).isEqualTo(life.now.plus(Fixtures.CLOCK_AHEAD));
  }

  @Test
  void repeatedCheckpointKeepsItsPlaceBeforeTheFailure() {
    Checkpointed kept = run.checkpointed(life.now, Fixtures.json("half way"));
    life.report(run.started(life.now)).report(kept).report(run.failed(life.now)).report(kept);
    // When
    life.step(new Submission(life.submitted, QueueTopic.DIRECT));
    // Then
    assertThat(life.entry.assignment().checkpoint()).isEqualTo(Fixtures.json("half way"));
  }

  @Test
  void earlyEventsAreKeptUntilDirectTopicsAreReadThatFar() {
    life.report(run.started(life.now));
    life.heardUntil = life.now.plus(Duration.ofMinutes(59));
    // When
    life.untilTimer();
    // Then
    assertThat(life.entry.early()).hasSize(1);
    assertThat(life.entry.armed().at()).isAfter(life.now);
  }

  @Test
  void earlyEventsAreDroppedOnceDirectTopicsAreReadAnHourFurther() {
    life.report(run.started(life.now));
    life.heardUntil = life.now.plus(Duration.ofHours(1));
    // When
    life.untilTimer();
    // Then
    assertThat(life.last.events()).containsExactly(new TaskEvent.EarlyEventsDropped(1));
    assertThat(life.entry).isNull();
  }
}
