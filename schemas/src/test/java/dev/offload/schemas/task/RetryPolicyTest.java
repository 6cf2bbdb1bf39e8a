package dev.offload.schemas.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offload.schemas.task.RetryPolicy.Jitter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void defaultTriesThreeTimes() {
    assertThat(RetryPolicy.DEFAULT.maxAttempts()).isEqualTo(3);
  }
}
