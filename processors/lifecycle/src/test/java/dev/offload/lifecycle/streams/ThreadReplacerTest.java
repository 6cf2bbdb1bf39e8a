package dev.offload.lifecycle.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class ThreadReplacerTest {
  private final ThreadReplacer replacer = new ThreadReplacer(InstantSource.system(), () -> {});
  private final Instant now = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void pausesGrowWhileThreadsKeepDying() {
    assertThat(replacer.nextPause(now)).isEqualTo(Duration.ofSeconds(1));
    assertThat(replacer.nextPause(now)).isEqualTo(Duration.ofSeconds(2));
    assertThat(replacer.nextPause(now)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void noPauseIsLongerThanHalfAMinute() {
    for (int death = 0; death < 20; death++) {
      replacer.nextPause(now);
    }
    assertThat(replacer.nextPause(now)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void pausesStartOverAfterACalmTime() {
    replacer.nextPause(now);
    replacer.nextPause(now);
    assertThat(replacer.nextPause(now.plus(Duration.ofMinutes(3))))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void threadsThatKeepDyingAreForgivenAfterACalmTime() {
    for (int death = 0; death < 4; death++) {
      replacer.nextPause(now);
    }
    assertThat(replacer.keepsDying(now)).isFalse();
    // When
    replacer.nextPause(now);
    // Then
    assertThat(replacer.keepsDying(now)).isTrue();
    assertThat(replacer.keepsDying(now.plus(Duration.ofMinutes(3)))).isFalse();
  }

  @Test
  void isNotSteadyDuringAPauseOrAfterRepeatedDeaths() {
    assertThat(replacer.isSteady(now)).isTrue();
    // When
    replacer.nextPause(now);
    // Then
    assertThat(replacer.isSteady(now.plusMillis(500))).isFalse();
    assertThat(replacer.isSteady(now.plusSeconds(1))).isTrue();
    // When
    replacer.nextPause(now.plusSeconds(2));
    // Then
    assertThat(replacer.isSteady(now.plusSeconds(60))).isFalse();
    assertThat(replacer.isSteady(now.plus(Duration.ofMinutes(3)))).isTrue();
  }

  @Test
  void noThreadIsReplacedWhenTheStreamIsToEnd() {
    AtomicInteger deaths = new AtomicInteger();
    ThreadReplacer stopped = new ThreadReplacer(InstantSource.system(), deaths::incrementAndGet);
    stopped.stop();
    // When
    var answer = stopped.handle(new IllegalStateException("a death that this test wants"));
    // Then
    assertThat(answer).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(deaths).hasValue(1);
  }
}
