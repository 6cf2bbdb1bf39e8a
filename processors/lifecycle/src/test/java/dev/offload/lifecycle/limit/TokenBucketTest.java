package dev.offload.lifecycle.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.Rate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final Instant START = LimitWorld.START;
  private static final Rate THREE_A_SECOND = new Rate(3, Duration.ofSeconds(1), 4);

  private final TokenBucket full = TokenBucket.full(THREE_A_SECOND, START);

  @Test
  void bucketBeginsFull() {
    assertThat(full.hasFor(4, START)).isTrue();
    assertThat(full.fullAt()).isEqualTo(START);
  }

  @Test
  void tokenComesAfterTheFirstWholeMillisecondThatHasIt() {
    TokenBucket empty = full.without(4, START);
    Instant first = START.plusMillis(334);
    assertThat(empty.hasForAt(1)).isEqualTo(first);
    assertThat(empty.hasFor(1, first.minusMillis(1))).isFalse();
    assertThat(empty.hasFor(1, first)).isTrue();
  }

  @Test
  void noTokenIsLostHoweverOftenTheyAreTaken() {
    TokenBucket bucket = full.without(4, START);
    Instant now = START;
    for (int token = 0; token < 3_000_000; token++) {
      now = bucket.hasForAt(1);
      bucket = bucket.without(1, now);
    }
    assertThat(now).isEqualTo(START.plusSeconds(1_000_000));
  }

  @Test
  void bucketHoldsNoMoreThanItsBurst() {
    Instant later = START.plusSeconds(3_000_000_000L);
    assertThat(full.without(1, later).hasFor(4, later)).isFalse();
    assertThat(full.without(1, later).hasFor(3, later)).isTrue();
  }

  @Test
  void taskThatWeighsMoreThanTheBucketHoldsLeavesADebt() {
    assertThat(full.hasFor(10, START)).isTrue();
    TokenBucket indebted = full.without(10, START);
    assertThat(indebted.hasForAt(1)).isEqualTo(START.plusMillis(2_334));
    assertThat(indebted.hasForAt(10)).isEqualTo(indebted.fullAt());
  }

  @Test
  void tokensAreKeptUnderAnotherRate() {
    TokenBucket one = full.without(3, START);
    TokenBucket other = one.under(new Rate(10, Duration.ofMinutes(1), 2), START);
    assertThat(other.hasFor(1, START)).isTrue();
    assertThat(other.hasForAt(2)).isEqualTo(START.plusSeconds(6));
  }

  @Test
  void tokensThatDoNotFitUnderAnotherRateAreLost() {
    TokenBucket other = full.under(new Rate(1, Duration.ofSeconds(1), 2), START);
    assertThat(other.hasFor(2, START)).isTrue();
    assertThat(other.without(2, START).hasForAt(1)).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void debtIsKeptUnderAnotherRate() {
    TokenBucket indebted = full.without(5, START);
    TokenBucket other = indebted.under(new Rate(1, Duration.ofSeconds(1), 1), START);
    assertThat(other.hasForAt(1)).isEqualTo(START.plusSeconds(2));
  }

  @Test
  void tokensGoOnComingAfterTheClockWasAhead() {
    TokenBucket ahead = full.without(4, START.plusSeconds(86_400));
    assertThat(ahead.hasFor(1, START.plusSeconds(1))).isFalse();
    assertThat(ahead.notAfter(START).hasForAt(1)).isEqualTo(START.plusMillis(334));
  }
}
