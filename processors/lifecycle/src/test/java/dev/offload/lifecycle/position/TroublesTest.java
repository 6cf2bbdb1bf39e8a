package dev.offload.lifecycle.position;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TroublesTest {
  private static final Duration TURN = Duration.ofMinutes(1);

  private final ManualClock clock = ManualClock.at(Instant.EPOCH);
  private final Troubles troubles = new Troubles(clock);

  @Test
  void lastGoodTurnGetsOlderWhileATopicIsLeftOut() {
    turnWithout();
    turnWithout("offload.work.odd");
    turnWithout("offload.work.odd", "offload.work.other");

    assertThat(troubles.sinceLastGood()).isEqualTo(TURN.multipliedBy(2));
    assertThat(troubles.count()).isEqualTo(2);
  }

  @Test
  void turnThatDealsWithAllIsGood() {
    turnWithout("offload.work.odd");
    turnWithout();

    assertThat(troubles.sinceLastGood()).isZero();
    assertThat(troubles.count()).isZero();
  }

  private void turnWithout(String... topics) {
    clock.advance(TURN);
    for (String topic : topics) {
      troubles.note(topic, new IllegalStateException("has no twin"));
    }
    troubles.endTurn();
  }
}
