package dev.offload.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration LONGEST = Duration.ofHours(1);

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "120, PT2M",
    "' 120 ', PT2M",
    "3601, PT1H",
    "99999999999999999999, PT1H",
    "'Sun, 22 Nov 2026 10:00:30 GMT', PT30S",
    "'Sun, 22 Nov 2026 09:59:30 GMT', PT0S",
    "'Mon, 23 Nov 2026 10:00:00 GMT', PT1H",
  })
  void secondsAndDatesAreUnderstoodAndCapped(String header, Duration wait) {
    assertThat(RetryAfter.parse(header, NOW, LONGEST)).hasValue(wait);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "soon", "-5", "1.5", "2026-11-22T10:00:30Z", "٣"})
  void headerThatCannotBeReadAsksForNoWait(String header) {
    assertThat(RetryAfter.parse(header, NOW, LONGEST)).isEmpty();
  }
}
