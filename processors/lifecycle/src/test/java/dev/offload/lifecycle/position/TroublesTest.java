package dev.offload.lifecycle.position;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.testkit.LogLines;
import dev.offload.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TroublesTest {
  private static final Duration TURN = Duration.ofMinutes(1);

  private final ManualClock clock = ManualClock.at(Instant.parse("2026-11-22T10:00:00Z"));
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

  @Test
  void topicIsNamedOnceAndTheAlarmComesAgainEveryFiveMinutes() {
    try (LogLines log = LogLines.of(Troubles.class)) {
      for (int turn = 0; turn < 12; turn++) {
        turnWithout("offload.work.odd");
      }

      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("what=offload.work.odd")
          .contains("has no twin");
      assertThat(log.errors())
          .hasSize(3)
          .allSatisfy(
              line ->
                  assertThat(line)
                      .contains("since=2026-11-22T10:00:00Z")
                      .contains("in=[offload.work.odd]"));
    }
  }

  @Test
  void passingTroubleRaisesNoAlarm() {
    try (LogLines log = LogLines.of(Troubles.class)) {
      clock.advance(Duration.ofSeconds(30));
      troubles.note("offload.work.odd", new IllegalStateException("not answered"));
      troubles.endTurn();
      turnWithout();

      assertThat(log.errors()).isEmpty();
    }
  }

  private void turnWithout(String... topics) {
    clock.advance(TURN);
    for (String topic : topics) {
      troubles.note(topic, new IllegalStateException("has no twin"));
    }
    troubles.endTurn();
  }
}
