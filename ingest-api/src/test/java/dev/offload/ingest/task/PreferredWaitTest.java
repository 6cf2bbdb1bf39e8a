package dev.offload.ingest.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferredWaitTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "wait=5 | 5",
        "WAIT = 5 | 5",
        "wait=\"5\" | 5",
        "wait=0 | 0",
        "wait=5; x=y | 5",
        "respond-async, wait=7 | 7",
        "return=minimal , wait=7, wait=8 | 7",
        "note=\"a, wait=1, b\\\", c\", wait=2 | 2",
        "wait=soon, wait=3 | 3",
        "wait=60 | 60",
        "wait=999999999 | 60"
      })
  void waitIsTheFirstThatCanBeUnderstoodAndBounded(String header, int seconds) {
    assertThat(PreferredWait.parse(List.of(header), LIMIT))
        .hasValueSatisfying(wait -> assertThat(wait.time()).hasSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "wait",
        "wait=",
        "wait=-1",
        "wait=1.5",
        "wait=5 6",
        "wait=\"5",
        "wait=99999999999999999999",
        "await=5",
        "respond-async",
        "note=\"wait=5\""
      })
  void unreadableWaitIsIgnored(String header) {
    assertThat(PreferredWait.parse(List.of(header), LIMIT)).isEmpty();
  }

  @Test
  void headersAreOneListAndMayBeMissing() {
    assertThat(PreferredWait.parse(List.of("respond-async", "wait=4"), LIMIT))
        .isEqualTo(Optional.of(new PreferredWait(Duration.ofSeconds(4))));
    assertThat(PreferredWait.parse(null, LIMIT)).isEmpty();
  }
}
