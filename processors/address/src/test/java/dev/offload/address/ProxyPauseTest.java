package dev.offload.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProxyPauseTest {
  /// Such clocks may be negative, and may overflow.
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

  private final ProxyUnavailable failure = new ProxyUnavailable("it is away", null);
  private final ProxyPause pause = new ProxyPause(nanos::get);

  @Test
  void proxyIsNotUsedDuringThePauseAfterAFailure() {
    assertThat(pause.left()).isEmpty();

    assertThat(pause.failed(failure)).isEqualTo(ProxyPause.LENGTH);
    nanos.addAndGet(Duration.ofSeconds(4).toNanos());

    assertThat(pause.left()).contains(Duration.ofSeconds(6));
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    assertThat(pause.left()).isEmpty();
  }

  @Test
  void tasksThatWereUnderWayWaitAsLongAsOthers() {
    pause.failed(failure);
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());

    assertThat(pause.failed(failure)).isEqualTo(Duration.ofSeconds(7));
    nanos.addAndGet(Duration.ofSeconds(7).toNanos());
    assertThat(pause.failed(failure)).isEqualTo(ProxyPause.LENGTH);
  }
}
