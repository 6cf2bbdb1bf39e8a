package dev.offload.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GapMeterTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final GapMeter meter = new GapMeter(nanos::get);

  @Test
  void timeBeforeTheFirstSignIsNotAGap() {
    nanos.addAndGet(1_000);
    meter.sign();

    assertThat(meter.longest()).isZero();
  }

  @Test
  void longestGapIsKept() {
    for (long step : new long[] {10, 300, 20}) {
      meter.sign();
      nanos.addAndGet(step);
    }
    meter.sign();

    assertThat(meter.longest()).isEqualTo(Duration.ofNanos(300));
    assertThat(meter.signs()).isEqualTo(4);
  }

  @Test
  void openGapCounts() {
    meter.sign();
    nanos.addAndGet(700);

    assertThat(meter.longest()).isEqualTo(Duration.ofNanos(700));
  }
}
