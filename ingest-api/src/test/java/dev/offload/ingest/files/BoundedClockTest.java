package dev.offload.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BoundedClockTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final AtomicReference<Instant> wall = new AtomicReference<>(NOON);
  private final AtomicLong nanos = new AtomicLong();
  private final BoundedClock clock = new BoundedClock(wall::get, nanos::get);

  @Test
  void clockThatIsSetForwardMakesNothingOlder() {
    wall.set(NOON.plus(Duration.ofDays(2)));
    nanos.set(Duration.ofSeconds(3).toNanos());

    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3));
  }

  @Test
  void clockThatIsSetBackIsBelieved() {
    wall.set(NOON.minusSeconds(9));
    nanos.set(Duration.ofSeconds(3).toNanos());

    assertThat(clock.instant()).isEqualTo(NOON.minusSeconds(9));
  }
}
