package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionTest {
  private final Life life = new Life();

  @Test
  void submittedTaskIsQueuedAndHandedOut() {
    // When
    Life commanded = Life.commanded();
    // Then
    assertThat(commanded.state()).isEqualTo(TaskState.QUEUED);
    assertThat(commanded.task().version()).isEqualTo(1);
    assertThat(commanded.handedOut).singleElement().extracting("attempt").isEqualTo(1);
  }

  @Test
  void directTaskIsQueuedAndNotHandedOutAgain() {
    // When
    Life direct = Life.direct();
    // Then
    assertThat(direct.state()).isEqualTo(TaskState.QUEUED);
    assertThat(direct.handedOut).isEmpty();
    assertThat(direct.entry.current().number()).isEqualTo(1);
  }

  @Test
  void delayedTaskIsScheduledAndHandedOutWhenDue() {
    var runAt = Life.START.plus(Duration.ofMinutes(5));
    life.submitted = Fixtures.task(Life.START, runAt, Origin.CLIENT, Fixtures.json("in"));
    life.step(new Submission(life.submitted, QueueTopic.WORK));
    assertThat(life.state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(life.task().runAt()).isEqualTo(runAt);
    // When
    life.untilTimer();
    // Then
    assertThat(life.now).isEqualTo(runAt);
    assertThat(life.state()).isEqualTo(TaskState.QUEUED);
    assertThat(life.task().runAt()).isNull();
    assertThat(life.handedOut).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 60})
  void firstStateIsTheOneThatTheClientWasShown(int seconds) {
    var runAt = Life.START.plusSeconds(seconds);
    life.submitted = Fixtures.task(Life.START, runAt, Origin.CLIENT, Fixtures.json("in"));
    // When
    life.step(new Submission(life.submitted, QueueTopic.WORK));
    // Then
    assertThat(life.task())
        .isEqualTo(life.submitted.begun(life.submitted.timing().waitsUntil(life.now)));
  }

  @Test
  void priorityIsShownAndReachesTheWorker() {
    life.submitted = Fixtures.ofPriority(Fixtures.task(Life.START), 7);
    // When
    life.step(new Submission(life.submitted, QueueTopic.WORK));
    // Then
    assertThat(life.task().placement().priority()).isEqualTo(7);
    assertThat(life.handedOut.getLast().placement().priority()).isEqualTo(7);
  }

  @Test
  void concurrencyKeyAndWeightAreShownAndReachTheWorker() {
    life.submitted = Fixtures.limited(Fixtures.task(Life.START), "smtp:relay", 3);
    // When
    life.step(new Submission(life.submitted, QueueTopic.WORK));
    // Then
    assertThat(life.task().placement().concurrencyKey()).isEqualTo("smtp:relay");
    assertThat(life.task().placement().weight()).isEqualTo(3);
    assertThat(life.handedOut.getLast().placement()).isEqualTo(life.task().placement());
  }

  @Test
  void taskWithATimeInThePastIsQueuedAtOnce() {
    var runAt = Life.START.minusSeconds(1);
    life.submitted = Fixtures.task(Life.START, runAt, Origin.CLIENT, Fixtures.json("in"));
    // When
    life.step(new Submission(life.submitted, QueueTopic.WORK));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.QUEUED);
  }

  @Test
  void repeatedSubmissionChangesAndAnnouncesNothing() {
    Life commanded = Life.commanded();
    Seen before = commanded.entry;
    // When
    commanded.step(new Submission(commanded.submitted, QueueTopic.WORK));
    // Then
    assertThat(commanded.last.isNothing()).isTrue();
    assertThat(commanded.last.effects()).isEmpty();
    assertThat(commanded.entry).isEqualTo(before);
  }

  @Test
  void repeatedSubmissionOfAnEndedTaskChangesNothing() {
    Life ended = Life.running();
    ended.report(ended.run(1, "r1").succeeded(ended.now));
    // When
    ended.step(new Submission(ended.submitted, QueueTopic.WORK));
    // Then
    assertThat(ended.last.isNothing()).isTrue();
    assertThat(ended.task().bodyHash()).isEqualTo(ended.submitted.bodyHash());
  }

  @Test
  void systemTaskIsNotAnnounced() {
    life.submitted = Fixtures.task(Life.START, null, Origin.SYSTEM, Fixtures.json("in"));
    life.step(new Submission(life.submitted, QueueTopic.DIRECT));
    // When
    life.report(life.run(1, "r1").succeeded(life.now));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(life.announced).isEmpty();
  }
}
