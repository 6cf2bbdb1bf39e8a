package dev.offload.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Instant SINCE = Instant.parse("2026-11-29T12:00:00Z");

  @Test
  void burstAndRateAreNoExcess() {
    Pace pace = at(0, 0, 0, 500, 1_000, 1_500);

    assertThat(pace.excess(3, 2, Duration.ZERO)).isEmpty();
  }

  @Test
  void oneStartTooManyIsAnExcess() {
    assertThat(at(0, 0, 0, 499).excess(3, 2, Duration.ZERO)).isPresent();
    assertThat(at(0, 0, 0, 500, 900).excess(3, 2, Duration.ZERO)).isPresent();
  }

  @Test
  void noMoreThanABurstOfTokensStaysForLater() {
    assertThat(at(0, 60_000, 60_000, 60_000).excess(3, 2, Duration.ZERO)).isEmpty();
    assertThat(at(0, 60_000, 60_000, 60_000, 60_000).excess(3, 2, Duration.ZERO)).isPresent();
  }

  @Test
  void excessInTheMiddleIsFoundAlthoughFewStartedInAll() {
    assertThat(at(0, 30_000, 30_001, 30_002, 30_003, 60_000).excess(3, 2, Duration.ZERO))
        .isPresent();
  }

  @Test
  void startsMayComeLateTogether() {
    Duration late = Duration.ofSeconds(1);

    assertThat(at(0, 0, 0, 0, 0).excess(3, 2, late)).isEmpty();
    assertThat(at(0, 0, 0, 0, 0, 0).excess(3, 2, late)).isPresent();
    assertThat(at(0, 0, 0, 0, 0, 500).excess(3, 2, late)).isEmpty();
  }

  @Test
  void summaryHasTheMeanTheMostAndTheLongestGap() {
    Pace pace = at(3_000, 0, 100, 999, 1_000);

    assertThat(pace.perSecond()).isEqualTo(4 / 3.0);
    assertThat(pace.mostInASecond()).isEqualTo(3);
    assertThat(pace.longestGap()).isEqualTo(Duration.ofSeconds(2));
  }

  private static Pace at(long... millis) {
    List<Instant> starts = LongStream.of(millis).mapToObj(SINCE::plusMillis).toList();
    return new Pace(starts);
  }
}
