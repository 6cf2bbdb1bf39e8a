package dev.offload.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ManualClockTest {
  private final ManualClock clock = ManualClock.at("2026-11-22T10:00:00Z");

  @Test
  void timeStandsStillUntilItIsAdvanced() {
    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
    assertThat(clock.advance(Duration.ofMinutes(5)))
        .isEqualTo(Instant.parse("2026-11-22T10:05:00Z"))
        .isEqualTo(clock.instant());
  }

  @Test
  void aViewInAnotherZoneMovesAlong() {
    var inRome = clock.withZone(ZoneId.of("Europe/Rome"));

    clock.advance(Duration.ofHours(1));

    assertThat(inRome.instant()).isEqualTo(clock.instant());
  }

  @Test
  void goingBackTakesMoreThanANegativeStep() {
    assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofSeconds(-1)));
  }
}
