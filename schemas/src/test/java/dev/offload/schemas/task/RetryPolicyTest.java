package dev.offload.schemas.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.RetryPolicy.Jitter;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
  @ParameterizedTest
  @CsvSource({"1, PT1S", "2, PT3S", "3, PT9S", "4, PT10S", "100, PT10S"})
  void delayGrowsByTheFactorUpToTheCap(int attempt, Duration expected) {
    RetryPolicy policy =
        new RetryPolicy(100, Duration.ofSeconds(1), 3, Duration.ofSeconds(10), Jitter.NONE);

    assertThat(policy.ceilingAfter(attempt)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, PT1S, 2, PT1H, maxAttempts",
    "101, PT1S, 2, PT1H, maxAttempts",
    "3, PT-1S, 2, PT1H, firstDelay",
    "3, PT2H, 2, PT1H, maxDelay",
    "3, PT1S, 2, PT169H, maxDelay",
    "3, PT1S, 0.5, PT1H, factor",
    "3, PT1S, NaN, PT1H, factor"
  })
  void outOfBoundsIsRefusedByName(
      int attempts, Duration first, double factor, Duration max, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(attempts, first, factor, max, Jitter.FULL))
        .withMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource({
    "probe-failed, true",
    "probe-failed-again, false",
    "probe, false",
    "http-4, true",
    "http-404, true",
    "http-503, false"
  })
  void errorIsFinalByItsCodeOrByItsBeginning(String code, boolean expected) {
    RetryPolicy policy = withFinal(List.of("probe-failed", "http-4*"));

    assertThat(policy.isFinal(code)).isEqualTo(expected);
  }

  @Test
  void noErrorIsFinalByDefault() {
    assertThat(RetryPolicy.DEFAULT.isFinal("lease-lost")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "a b", "a*b", "a**", "ä"})
  void invalidErrorCodeIsRefused(String code) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withFinal(List.of(code)))
        .withMessageContaining("finalErrors must each be an error code");
  }

  @Test
  void tooManyFinalErrorsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withFinal(Collections.nCopies(21, "a")))
        .withMessage("finalErrors must have at most 20 entries, was 21");
  }

  @Test
  void finalErrorsAreWrittenIfThereAreAny() throws Exception {
    RetryPolicy policy = withFinal(List.of("http-4*"));

    String json = Json.MAPPER.writeValueAsString(policy);

    assertThat(json).contains("\"finalErrors\":[\"http-4*\"]");
    assertThat(Json.MAPPER.readValue(json, RetryPolicy.class)).isEqualTo(policy);
    assertThat(Json.MAPPER.writeValueAsString(RetryPolicy.DEFAULT)).doesNotContain("finalErrors");
  }

  private static RetryPolicy withFinal(List<String> codes) {
    return new RetryPolicy(3, Duration.ofSeconds(1), 2, Duration.ofSeconds(10), Jitter.NONE, codes);
  }

  @Test
  void defaultTriesThreeTimes() {
    assertThat(RetryPolicy.DEFAULT.maxAttempts()).isEqualTo(3);
  }
}
