package dev.offload.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProxyRefusalsTest {
  /// Such clocks may be negative, and may overflow.
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

  private final ProxyRefusals refusals = new ProxyRefusals(nanos::get);

  @Test
  void refusalIsLoggedOnceAnHour() {
    assertThat(refusals.tell(new ProxyRefusal(403))).isTrue();
    assertThat(refusals.tell(new ProxyRefusal(403))).isFalse();

    nanos.addAndGet(ProxyRefusals.BETWEEN_LINES.minus(Duration.ofNanos(1)).toNanos());
    assertThat(refusals.tell(new ProxyRefusal(405))).isFalse();
    nanos.addAndGet(1);
    assertThat(refusals.tell(new ProxyRefusal(405))).isTrue();
    assertThat(refusals.tell(new ProxyRefusal(405))).isFalse();
  }
}
