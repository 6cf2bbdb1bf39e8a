package dev.offload.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitRuleTest {
  @Test
  void limitHasAConcurrencyOrARate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LimitRule(null, null))
        .withMessageContaining("a concurrency or a rate");
  }

  @Test
  void concurrencyOfZeroPauses() {
    assertThat(new LimitRule(0, null)).isEqualTo(LimitRule.atMost(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, LimitRule.MAX_CONCURRENCY + 1})
  void concurrencyOutOfBoundsIsRefused(int units) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LimitRule.atMost(units))
        .withMessageContaining("concurrency must be 0 to 1000000");
  }

  @ParameterizedTest
  @CsvSource({
    "0, PT1S, 1, count",
    "1000001, PT1S, 1, count",
    "1, PT0S, 1, per",
    "1, PT0.0015S, 1, per",
    "1, P2D, 1, per",
    "1, PT1S, 0, burst",
    "1, PT1S, 1000001, burst",
  })
  void rateOutOfBoundsIsRefused(int count, Duration per, int burst, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rate(count, per, burst))
        .withMessageContaining(named + " must be");
  }
}
