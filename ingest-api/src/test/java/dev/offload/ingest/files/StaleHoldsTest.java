package dev.offload.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StaleHoldsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final StaleHolds holds = new StaleHolds(Duration.ofMinutes(10), nanos::get);

  @Test
  void holdIsStaleOnceSeenForLongEnough() {
    assertThat(holds.isStale("a")).isFalse();
    holds.endOfTurn();
    pass(Duration.ofMinutes(9));
    assertThat(holds.isStale("a")).isFalse();
    holds.endOfTurn();
    pass(Duration.ofMinutes(1));

    assertThat(holds.isStale("a")).isTrue();
    assertThat(holds.isStale("b")).isFalse();
  }

  @Test
  void holdThatReappearsCountsAsNew() {
    assertThat(holds.isStale("a")).isFalse();
    holds.endOfTurn();
    holds.endOfTurn();
    pass(Duration.ofMinutes(11));

    assertThat(holds.isStale("a")).isFalse();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
