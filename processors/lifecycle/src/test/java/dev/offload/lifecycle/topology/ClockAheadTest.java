package dev.offload.lifecycle.topology;

import static dev.offload.lifecycle.Fixtures.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.WorkItem;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The machine's clock is ahead, or was ahead before.
class ClockAheadTest {
  private static final Duration TWO_DAYS = Duration.ofDays(2);
  private static final Duration A_MONTH = Duration.ofDays(31);

  private final LifecycleRig lifecycle = new LifecycleRig();

  @AfterEach
  void close() {
    lifecycle.close();
  }

  @Test
  void clockAheadOfTheBrokerMakesNothingDueEarly() {
    lifecycle.clock.brokerSays(lifecycle.now());
    submitFor(lifecycle.now().plus(Duration.ofHours(1)));
    // When
    lifecycle.leap(TWO_DAYS);
    lifecycle.tick();
    // Then
    assertThat(lifecycle.work(QUEUE)).isEmpty();
    // When
    lifecycle.advance(Duration.ofHours(1));
    // Then
    assertThat(lifecycle.work(QUEUE)).hasSize(1);
  }

  @Test
  void timersGoOnOnceTheClockIsRightAgain() {
    // Given
    lifecycle.leap(TWO_DAYS);
    submitFor(lifecycle.now().plusMillis(10));
    lifecycle.tick();
    assertThat(lifecycle.work(QUEUE)).hasSize(1);
    lifecycle.leap(TWO_DAYS.negated());
    // When
    SubmitTask task = submitFor(lifecycle.now().plusSeconds(5));
    lifecycle.advance(Duration.ofSeconds(5));
    // Then
    assertThat(lifecycle.work(QUEUE)).extracting(WorkItem::taskId).containsExactly(task.taskId());
  }

  @Test
  void retryThatWasCountedFromTheWrongTimeComesInTime() {
    // Given
    lifecycle.leap(TWO_DAYS);
    Run run = running();
    lifecycle.report(run.failed(lifecycle.now()));
    lifecycle.leap(TWO_DAYS.negated());
    // When
    lifecycle.advance(LifecycleRig.LOOK_AHEAD);
    lifecycle.advance(Duration.ofSeconds(12));
    // Then
    assertThat(lifecycle.work(QUEUE)).extracting(WorkItem::attempt).containsExactly(2);
  }

  @Test
  void workerThatDiedUnderTheWrongTimeIsNoticed() {
    // Given
    lifecycle.leap(TWO_DAYS);
    Run run = running();
    lifecycle.report(run.claimed(lifecycle.now()));
    lifecycle.leap(TWO_DAYS.negated());
    // When
    lifecycle.advance(LifecycleRig.LOOK_AHEAD);
    lifecycle.advance(Duration.ofMinutes(1));
    lifecycle.advance(Duration.ofMinutes(1));
    // Then
    assertThat(lifecycle.work(QUEUE)).extracting(WorkItem::attempt).containsExactly(2);
  }

  @Test
  void handOutThatGotLostUnderTheWrongTimeIsFound() {
    // Given
    lifecycle.leap(TWO_DAYS);
    lifecycle.submitDirect(Fixtures.task(lifecycle.now()));
    lifecycle.leap(TWO_DAYS.negated());
    lifecycle.advance(LifecycleRig.LOOK_AHEAD);
    // When
    lifecycle.heard.handOuts(Topics.direct(QUEUE).name(), lifecycle.now().plusSeconds(20));
    lifecycle.advance(Duration.ofMinutes(20));
    // Then
    assertThat(lifecycle.work(QUEUE)).hasSize(1);
  }

  @Test
  void clockThatLeapsAheadForgetsNothingAtOnce() {
    // Given
    ended();
    // When
    lifecycle.leap(A_MONTH);
    lifecycle.tick();
    lifecycle.advance(Duration.ofMinutes(59));
    lifecycle.leap(A_MONTH.negated());
    lifecycle.advance(Duration.ofHours(2));
    // Then
    assertThat(lifecycle.entries()).isEqualTo(1);
    assertThat(lifecycle.records(Topics.TASKS.name())).extracting("value").doesNotContainNull();
  }

  @Test
  void clockThatStaysAheadIsBelievedWithoutABroker() {
    ended();
    // When
    lifecycle.leap(A_MONTH);
    lifecycle.tick();
    lifecycle.advance(Duration.ofHours(2));
    // Then
    assertThat(lifecycle.entries()).isZero();
  }

  @Test
  void workerIsNotTakenForSilentBecauseTheClockLeapsAhead() {
    // Given
    Run run = running();
    lifecycle.report(run.claimed(lifecycle.now()));
    lifecycle.snapshots();
    // When
    lifecycle.leap(TWO_DAYS);
    lifecycle.tick();
    // Then
    assertThat(lifecycle.snapshots()).isEmpty();
  }

  private Run running() {
    SubmitTask task = Fixtures.task(lifecycle.now());
    Run run = new Run(task.taskId(), 1, "r1");
    lifecycle.submitDirect(task);
    lifecycle.report(run.started(lifecycle.now()));
    return run;
  }

  private void ended() {
    SubmitTask task = Fixtures.task(lifecycle.now());
    lifecycle.submitDirect(task);
    lifecycle.report(new Run(task.taskId(), 1, "r1").succeededAtOnce(lifecycle.now()));
  }

  private SubmitTask submitFor(Instant runAt) {
    SubmitTask task = Fixtures.task(lifecycle.now(), runAt, Origin.CLIENT, Fixtures.json("input"));
    lifecycle.submit(task);
    return task;
  }
}
