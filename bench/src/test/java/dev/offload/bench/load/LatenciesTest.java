package dev.offload.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void percentilesAreThoseOfTheAddedTimes() {
    // Given
    Latencies latencies = new Latencies();

    // When
    for (int millis = 1; millis <= 100; millis++) {
      latencies.add(Duration.ofMillis(millis).toNanos());
    }

    // Then
    assertThat(latencies.count()).isEqualTo(100);
    assertThat(latencies.millisAt(50)).isCloseTo(50, within(0.1));
    assertThat(latencies.millisAt(99)).isCloseTo(99, within(0.1));
  }

  @Test
  void moreThanAnHourCountsAsAnHour() {
    // Given
    Latencies latencies = new Latencies();

    // When
    latencies.add(Duration.ofHours(2).toNanos());

    // Then
    assertThat(latencies.millisAt(100)).isCloseTo(3_600_000, Percentage.withPercentage(0.1));
  }

  @Test
  void negativeTimeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Latencies().add(Duration.ofMillis(-1).toNanos()));
  }
}
