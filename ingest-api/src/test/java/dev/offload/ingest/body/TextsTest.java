package dev.offload.ingest.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
  @ParameterizedTest
  @CsvSource({
    "2027-01-31T08:00:00Z, 2027-01-31T08:00:00Z",
    "2027-01-31T08:00:00.5+01:00, 2027-01-31T07:00:00.5Z",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
    "9999-12-31T18:59:59-05:00, 9999-12-31T23:59:59Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
    "+10000-01-01T00:59:59+01:00, 9999-12-31T23:59:59Z"
  })
  void timeIsTheSameInUtc(String text, Instant time) {
    assertThat(Texts.time(text)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9999-12-31T23:59:59-05:00",
        "9999-12-31T23:59:59.999999999-00:01",
        "+10000-01-01T00:00:00Z",
        "0000-01-01T00:00:00+00:01",
        "-0001-12-31T23:59:59Z",
        "+999999999-12-31T23:59:59.999999999-18:00",
        "-999999999-01-01T00:00:00+18:00",
        "99999-01-01T00:00:00Z",
        "2027-01-31T08:00:60Z",
        ""
      })
  void timeBeyondTheYearsOfRfc3339IsNone(String text) {
    assertThat(Texts.time(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 1_000_000})
  void textOfAnyLengthIsJudged(int length) {
    assertThat(Texts.time("2".repeat(length))).isEmpty();
    assertThat(Texts.duration("P" + "1".repeat(length) + "D")).isEmpty();
  }
}
