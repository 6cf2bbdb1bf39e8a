package dev.offload.lifecycle.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AgreedClockTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final Duration TWO_DAYS = Duration.ofDays(2);
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  private Instant system = NOON;
  private Duration counted = Duration.ZERO;
  private final AgreedClock clock =
      new AgreedClock(() -> system, () -> counted.toNanos(), TOLERANCE);

  @Test
  void machineTimeIsUsedIfNoBrokerTellsTheTime() {
    clock.recordSays(NOON.minus(TWO_DAYS));
    assertThat(clock.instant()).isEqualTo(NOON);
  }

  @Test
  void clockIsNeverFurtherAheadThanAllowed() {
    clock.brokerSays(NOON.minus(TWO_DAYS));
    assertThat(clock.instant()).isEqualTo(NOON.minus(TWO_DAYS).plus(TOLERANCE));
    assertThat(clock.aheadOfBroker()).contains(TWO_DAYS);
  }

  @Test
  void goesOnBetweenTwoSightings() {
    clock.brokerSays(NOON.minus(TWO_DAYS));
    goOn(Duration.ofMinutes(5));
    assertThat(clock.instant())
        .isEqualTo(NOON.minus(TWO_DAYS).plus(TOLERANCE).plus(Duration.ofMinutes(5)));
  }

  @Test
  void machineTimeIsUsedIfItIsBehind() {
    clock.brokerSays(NOON.plus(TWO_DAYS));
    assertThat(clock.instant()).isEqualTo(NOON);
  }

  @Test
  void brokerThatIsBehindHoldsNothingUpIfRecordsAgree() {
    clock.brokerSays(NOON.minus(TWO_DAYS));
    clock.recordSays(NOON.minusSeconds(1));
    assertThat(clock.instant()).isEqualTo(NOON);
    // When they have not for a while
    goOn(Duration.ofMinutes(2));
    // Then
    assertThat(clock.instant())
        .isEqualTo(NOON.minus(TWO_DAYS).plus(TOLERANCE).plus(Duration.ofMinutes(2)));
  }

  @Test
  void recordOfABacklogDoesNotSetTheClock() {
    clock.brokerSays(NOON);
    clock.recordSays(NOON.minus(TWO_DAYS));
    assertThat(clock.instant()).isEqualTo(NOON);
  }

  @Test
  void isSteadySinceItLastLeaptAhead() {
    clock.instant();
    goOn(Duration.ofMinutes(5));
    assertThat(clock.instant()).isEqualTo(system);
    assertThat(clock.steadySince()).isEqualTo(NOON);
    // When
    system = system.plus(TWO_DAYS);
    clock.instant();
    goOn(Duration.ofMinutes(5));
    clock.instant();
    // Then
    assertThat(clock.steadySince()).isEqualTo(system.minus(Duration.ofMinutes(5)));
    // When
    system = system.minus(TWO_DAYS);
    // Then
    assertThat(clock.instant()).isEqualTo(system);
    assertThat(clock.steadySince()).isEqualTo(system);
  }

  private void goOn(Duration time) {
    counted = counted.plus(time);
    system = system.plus(time);
  }
}
