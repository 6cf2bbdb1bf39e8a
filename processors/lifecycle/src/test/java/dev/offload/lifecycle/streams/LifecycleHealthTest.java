package dev.offload.lifecycle.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.testkit.ManualClock;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams.State;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

/// What probes are answered.
class LifecycleHealthTest {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration CALM = Duration.ofMinutes(3);
  private static final int TOO_MANY = 5;

  private final ManualClock clock = ManualClock.at("2026-11-22T10:00:00Z");
  private final ThreadReplacer replacer = new ThreadReplacer(clock, () -> {});
  private State state = State.RUNNING;
  private final LifecycleHealth health =
      new LifecycleHealth(() -> StreamHealth.of(state, replacer, clock.instant()));

  @Test
  void lifecycleThatRunsIsReadyAndAlive() {
    assertThat(ready()).isEqualTo(Status.UP);
    assertThat(alive()).isEqualTo(Status.UP);
  }

  @Test
  void lifecycleThatHasNotStartedIsAliveButNotReady() {
    LifecycleHealth early = new LifecycleHealth(() -> StreamHealth.NOT_STARTED);

    assertThat(early.runs().call().getStatus()).isEqualTo(Status.DOWN);
    assertThat(early.lives().call().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void answerSaysWhatTheStreamIsDoing() {
    state = State.REBALANCING;

    HealthCheckResponse answer = health.runs().call();

    assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
    assertThat(answer.getData().orElseThrow()).containsEntry("state", "REBALANCING");
    assertThat(alive()).isEqualTo(Status.UP);
  }

  @Test
  void oneDeadThreadMakesItUnreadyOnlyUntilItIsReplaced() {
    Duration pause = replacer.nextPause(clock.instant());

    assertThat(ready()).isEqualTo(Status.DOWN);
    // When
    clock.advance(pause);
    // Then
    assertThat(ready()).isEqualTo(Status.UP);
  }

  @Test
  void lifecycleWhoseThreadsKeepDyingIsUnreadyThenRestarted() {
    for (int death = 1; death < TOO_MANY; death++) {
      replacer.nextPause(clock.instant());
      clock.advance(LONGEST_PAUSE);
      assertThat(alive()).isEqualTo(Status.UP);
    }
    assertThat(ready()).isEqualTo(Status.DOWN);
    // When
    replacer.nextPause(clock.instant());
    clock.advance(LONGEST_PAUSE);
    // Then
    assertThat(ready()).isEqualTo(Status.DOWN);
    assertThat(alive()).isEqualTo(Status.DOWN);
  }

  @Test
  void calmTimeMakesItReadyAgain() {
    for (int death = 0; death < TOO_MANY; death++) {
      replacer.nextPause(clock.instant());
    }

    clock.advance(CALM);

    assertThat(ready()).isEqualTo(Status.UP);
    assertThat(alive()).isEqualTo(Status.UP);
  }

  @Test
  void streamThatHasEndedForGoodIsNotAlive() {
    state = State.ERROR;

    assertThat(ready()).isEqualTo(Status.DOWN);
    assertThat(alive()).isEqualTo(Status.DOWN);
  }

  private Status ready() {
    return status(health.runs());
  }

  private Status alive() {
    return status(health.lives());
  }

  private static Status status(HealthCheck check) {
    return check.call().getStatus();
  }
}
