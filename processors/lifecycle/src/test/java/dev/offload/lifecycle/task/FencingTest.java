package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.AttemptEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FencingTest {
  private final Life life = Life.running();
  private final Run first = life.run(1, "r1");
  private final Run second = life.run(1, "r2");

  @BeforeEach
  void secondRunTakesOver() {
    life.report(second.started(life.now));
  }

  @Test
  void laterRunOwnsTheAttemptAndTheEarlierOneIsShownAsLost() {
    assertThat(life.entry.current().owner()).isEqualTo("r2");
    assertThat(life.task().attempts())
        .extracting(Attempt::number, Attempt::outcome)
        .containsExactly(tuple(1, Outcome.LOST), tuple(1, null));
  }

  @Test
  void onlyTheOwnerCanFailClaimOrHandBack() {
    Seen before = life.entry;
    List<AttemptEvent> ofTheEarlierRun =
        List.of(
            first.failed(life.now),
            first.snoozed(life.now, Duration.ofSeconds(1)),
            first.cancelled(life.now),
            first.claimed(life.now),
            first.heartbeat(life.now),
            first.checkpointed(life.now, Fixtures.json("c")),
            first.started(life.now));
    // When
    ofTheEarlierRun.forEach(life::report);
    // Then
    assertThat(life.entry).isEqualTo(before);
  }

  @Test
  void firstSuccessWins() {
    // When
    life.report(first.succeeded(life.now));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(life.task().attempts())
        .extracting(Attempt::outcome)
        .containsExactly(Outcome.SUCCEEDED, Outcome.LOST);
    assertThat(life.announced).hasSize(1);
  }

  @Test
  void secondSuccessChangesNothing() {
    life.report(second.succeeded(life.now));
    // When
    life.report(first.succeeded(life.now, Fixtures.json("other")));
    // Then
    assertThat(life.last.isNothing()).isTrue();
    assertThat(life.announced).hasSize(1);
    assertThat(life.task().result()).isEqualTo(Fixtures.json("result"));
  }

  @Test
  void successOfAnEarlierAttemptChangesNothing() {
    life.report(second.failed(life.now));
    // When
    life.report(first.succeeded(life.now));
    // Then
    assertThat(life.last.isNothing()).isTrue();
    assertThat(life.state()).isEqualTo(TaskState.RETRYING);
  }

  @Test
  void runThatRefusesTheAttemptOwnsIt() {
    // When
    life.report(life.run(1, "r3").failed(life.now, true, null));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.FAILED);
    assertThat(life.task().attempts())
        .extracting(Attempt::worker, Attempt::outcome)
        .containsExactly(
            tuple(Fixtures.WORKER, Outcome.LOST),
            tuple(Fixtures.WORKER, Outcome.LOST),
            tuple(null, Outcome.FAILED));
  }

  @Test
  void runOfLongAgoCannotFailTheAttempt() {
    life.handBackOften(1);
    Seen before = life.entry;
    // When
    life.report(first.failed(life.now, true, null));
    // Then
    assertThat(life.entry).isEqualTo(before);
  }

  @Test
  void runOfLongAgoCannotTakeTheAttemptFromTheOwner() {
    life.handBackOften(1);
    life.report(life.run(1, "last").started(life.now));
    Seen before = life.entry;
    // When
    life.report(first.snoozed(life.now, Duration.ofSeconds(1)));
    life.report(first.cancelled(life.now));
    // Then
    assertThat(life.entry).isEqualTo(before);
  }

  @Test
  void attemptOfManyRunsCanStillBeRefused() {
    life.handBackOften(1);
    // When
    life.report(life.run(1, "postponing").snoozed(life.now, Duration.ofSeconds(7)));
    // Then
    assertThat(life.task().runAt()).isEqualTo(life.now.plusSeconds(7));
    // When
    life.report(life.run(1, "poisoned").failedAtOnce(life.now));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.RETRYING);
  }

  @Test
  void attemptTimesAreTheWorkersOwn() {
    // When
    life.report(second.succeeded(life.now));
    // Then
    var workersTime = life.now.plus(Fixtures.CLOCK_AHEAD);
    assertThat(life.task().startedAt()).isEqualTo(workersTime);
    assertThat(life.task().finishedAt()).isEqualTo(workersTime);
  }
}
