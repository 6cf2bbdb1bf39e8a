package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchTest {
  @Test
  void lostHandOutIsRepeated() {
    Life life = Life.direct();
    life.heardUntil = life.now.plusSeconds(11);
    // When
    life.untilTimer();
    // Then
    assertThat(life.state()).isEqualTo(TaskState.QUEUED);
    assertThat(life.handedOut).singleElement().extracting("attempt").isEqualTo(1);
  }

  @Test
  void handOutThatIsStillInItsTopicIsLeftAlone() {
    Life life = Life.commanded();
    life.heardUntil = life.now.plusSeconds(10);
    // When
    life.untilTimer();
    // Then
    assertThat(life.handedOut).hasSize(1);
    assertThat(life.last.effects()).isEmpty();
  }

  @Test
  void checksBecomeRarerTheLongerATaskWaits() {
    Life life = Life.direct();
    life.untilTimer();
    Duration second = Duration.between(life.now, life.entry.armed().at());
    for (int look = 0; look < 10; look++) {
      life.untilTimer();
    }
    // Then
    assertThat(second).isEqualTo(Duration.ofMinutes(1));
    assertThat(Duration.between(life.now, life.entry.armed().at()))
        .isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void runThatVanishedWithItsRecordIsLost() {
    Life life = Life.running();
    life.heardUntil = life.now.plusSeconds(11);
    // When
    life.untilTimer();
    // Then
    assertThat(life.state()).isEqualTo(TaskState.RETRYING);
    assertThat(life.task().attempts())
        .singleElement()
        .extracting("outcome")
        .isEqualTo(Outcome.LOST);
  }

  @Test
  void leasedRunIsNotWatched() {
    Life life = Life.running();
    life.heardUntil = life.now.plus(Duration.ofDays(1));
    life.report(life.run(1, "r1").claimed(life.now));
    // When
    life.report(life.run(1, "r1").heartbeat(life.now.plusSeconds(1)));
    // Then
    assertThat(life.entry.deadline().kind()).isEqualTo(DeadlineKind.LEASE);
  }
}
