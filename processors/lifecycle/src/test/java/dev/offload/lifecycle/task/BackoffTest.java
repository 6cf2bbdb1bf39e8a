package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.RetryPolicy.Jitter;
import dev.offload.schemas.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final TaskId ID = TaskId.fresh(Instant.EPOCH);

  @ParameterizedTest
  @CsvSource({
    // attempt, first, factor, longest, retry after, expected
    "1, PT5S,  2,   PT1H,  ,       PT5S",
    "2, PT5S,  2,   PT1H,  ,       PT10S",
    "3, PT5S,  2,   PT1H,  ,       PT20S",
    "3, PT5S,  1.5, PT1H,  ,       PT11.25S",
    "9, PT5S,  2,   PT1M,  ,       PT1M",
    "99, PT5S, 100, P7D,   ,       P7D",
    "1, PT0S,  2,   PT1H,  ,       PT0S",
    "1, PT5S,  2,   PT1H,  PT3S,   PT5S",
    "1, PT5S,  2,   PT1H,  PT30S,  PT30S",
    "1, PT5S,  2,   PT6S,  PT1H,   PT1H",
    "1, PT5S,  2,   PT1H,  P30D,   P7D",
    "1, PT5S,  2,   PT1H,  PT-5S,  PT5S",
  })
  void withoutJitterItIsTheCeilingOrWhatWasAskedFor(
      int attempt,
      Duration first,
      double factor,
      Duration longest,
      Duration retryAfter,
      Duration expected) {
    var policy = new RetryPolicy(100, first, factor, longest, Jitter.NONE);
    assertThat(Backoff.after(ID, attempt, policy, Optional.ofNullable(retryAfter)))
        .isEqualTo(expected);
  }

  @Test
  void fullJitterSpreadsEvenlyBetweenNothingAndTheCeiling() {
    var policy = new RetryPolicy(100, Duration.ofSeconds(10), 2, Duration.ofHours(1), Jitter.FULL);
    // When
    LongSummaryStatistics delays =
        Stream.generate(() -> TaskId.fresh(Instant.EPOCH))
            .limit(2000)
            .mapToLong(id -> Backoff.after(id, 1, policy, Optional.empty()).toMillis())
            .summaryStatistics();
    // Then
    assertThat(delays.getMin()).isBetween(0L, 200L);
    assertThat(delays.getMax()).isBetween(9_800L, 10_000L);
    assertThat(delays.getAverage()).isBetween(4_600.0, 5_400.0);
  }

  @Test
  void slightJitterSpreadsATenthAroundTheComputedWait() {
    var policy =
        new RetryPolicy(100, Duration.ofSeconds(10), 2, Duration.ofSeconds(10), Jitter.SLIGHT);
    // When
    LongSummaryStatistics delays =
        Stream.generate(() -> TaskId.fresh(Instant.EPOCH))
            .limit(2000)
            .mapToLong(id -> Backoff.after(id, 1, policy, Optional.empty()).toMillis())
            .summaryStatistics();
    // Then
    assertThat(delays.getMin()).isBetween(9_000L, 9_020L);
    assertThat(delays.getMax()).isBetween(10_980L, 11_000L);
    assertThat(delays.getAverage()).isBetween(9_950.0, 10_050.0);
  }

  /// The policy of webhooks, whose reference promises retries for about a day.
  @Test
  void slightJitterKeepsTheTimeForWhichIsRetried() {
    var policy = new RetryPolicy(10, Duration.ofSeconds(5), 4, Duration.ofHours(8), Jitter.SLIGHT);

    assertThat(Stream.generate(() -> TaskId.fresh(Instant.EPOCH)).limit(2000))
        .allSatisfy(
            id -> assertThat(all(id, policy)).isBetween(Duration.ofHours(21), Duration.ofHours(26)))
        .extracting(id -> all(id, policy).toMinutes())
        .satisfies(
            minutes ->
                assertThat(minutes.stream().mapToLong(one -> one).average().orElseThrow())
                    .isCloseTo(23 * 60 + 35, within(10.0)));
  }

  private static Duration all(TaskId id, RetryPolicy policy) {
    return IntStream.range(1, policy.maxAttempts())
        .mapToObj(attempt -> Backoff.after(id, attempt, policy, Optional.empty()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Test
  void slightJitterOfNoWaitIsNone() {
    var policy = new RetryPolicy(100, Duration.ZERO, 2, Duration.ZERO, Jitter.SLIGHT);

    assertThat(Backoff.after(ID, 1, policy, Optional.empty())).isEqualTo(Duration.ZERO);
  }

  @Test
  void sameTaskAndAttemptAlwaysWaitTheSame() {
    assertThat(Backoff.after(ID, 4, RetryPolicy.DEFAULT, Optional.empty()))
        .isEqualTo(Backoff.after(ID, 4, RetryPolicy.DEFAULT, Optional.empty()));
  }
}
