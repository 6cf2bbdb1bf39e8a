package dev.offload.ingest.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
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
    "2027-01-31t08:00:00z, 2027-01-31T08:00:00Z",
    "2027-01-31T08:00:00-00:00, 2027-01-31T08:00:00Z"
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
        ""
      })
  void timeBeyondTheYearsOfRfc3339IsRefused(String text) {
    assertThat(Texts.time(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2027-01-31T08:00Z",
        "2027-01-31T08:00+01:00",
        "2027-01-31T08Z",
        "2027-01-31T08:00:00",
        "2027-01-31T08:00:00+01",
        "2027-01-31T08:00:00+0100",
        "2027-01-31T08:00:00+01:00:30",
        "2027-01-31T08:00:00+01:00[Europe/Rome]",
        "2027-01-31T08:00:00.Z",
        "2027-01-31T08:00:00,5Z",
        "2027-01-31T08:00:00.1234567891Z",
        "2027-01-31T08:00:60Z",
        "2027-01-31T24:00:00Z",
        "2027-02-29T08:00:00Z",
        "2027-01-31 08:00:00Z",
        "2027-01-31T08:00:00Z ",
        "2027-01-31",
        "20270131T080000Z",
        "+2027-01-31T08:00:00Z"
      })
  void timeInAnotherFormIsRefused(String text) {
    assertThat(Texts.time(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P1W",
        "P1.5D",
        "P2W3D",
        "PT1,5H",
        "P1DT0S",
        "PT1M2.000000001S",
        "P999999999999W",
        "P999999999999W999999999999DT999999999999H999999999999M999999999999.999999999S"
      })
  void textThatMatchesThePatternIsADuration(String text) {
    assertThat(text).matches(Texts.DURATION_PATTERN);
    assertThat(Texts.duration(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "PT",
        "P1DT",
        "P1Y",
        "P1M",
        "PT1.5H1M",
        "P1.5W1D",
        "P1D1W",
        "-PT1S",
        "PT1S\n",
        "PT1.0000000001S",
        "P1000000000000D"
      })
  void anyOtherTextIsNotADuration(String text) {
    assertThat(Texts.duration(text)).isEmpty();
  }

  @Test
  void lineHasMoreThanSpacesAndNoControlCharacters() {
    assertThat(Texts.isLine(" a b ", 5)).isTrue();
    assertThat(Texts.isLine("", 5)).isFalse();
    assertThat(Texts.isLine("  ", 5)).isFalse();
    assertThat(Texts.isLine("a\tb", 5)).isFalse();
    assertThat(Texts.isLine("a\u0085", 5)).isFalse();
    assertThat(Texts.isLine("a\n", 5)).isFalse();
    assertThat(Texts.isLine("a\u202eb", 5)).isFalse();
  }

  @Test
  void lengthOfALineIsCountedInCharactersAsJsonSchemaDoes() {
    assertThat(Texts.isLine("\ud83d\ude00".repeat(5), 5)).isTrue();
    assertThat(Texts.isLine("\ud83d\ude00".repeat(6), 5)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 1_000_000})
  void textOfAnyLengthIsJudged(int length) {
    assertThat(Texts.time("2".repeat(length))).isEmpty();
    assertThat(Texts.duration("P" + "1".repeat(length) + "D")).isEmpty();
  }
}
