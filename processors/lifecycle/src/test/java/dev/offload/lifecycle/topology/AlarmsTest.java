package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class AlarmsTest {
  private static final Duration AT_MOST = Duration.ofMillis(250);

  private long now = Long.MAX_VALUE - 1_000_000;
  private final Alarms alarms = new Alarms(() -> now);
  private final Alarm one = alarm();
  private final Alarm other = alarm();

  @Test
  void threadWithoutAlarmsMayWaitAsLongAsItWants() {
    assertThat(alarms.untilNext(AT_MOST)).isEqualTo(AT_MOST);
  }

  @Test
  void nextAlarmEndsTheWait() {
    alarms.set(one, millis(90));
    alarms.set(other, millis(70));

    assertThat(alarms.untilNext(AT_MOST)).isEqualTo(millis(70));
  }

  @Test
  void laterAlarmDoesNotLengthenTheWait() {
    alarms.set(one, millis(900));

    assertThat(alarms.untilNext(AT_MOST)).isEqualTo(AT_MOST);
  }

  @Test
  void waitEndsNoSoonerThanTheAlarmRings() {
    alarms.set(one, millis(70));

    // When
    now += 1;

    // Then
    assertThat(alarms.untilNext(AT_MOST)).isEqualTo(millis(70));
  }

  @Test
  void resetAlarmRingsAtItsNewTimeOnly() {
    alarms.set(one, millis(70));

    // When
    alarms.set(one, millis(90));

    // Then
    assertThat(alarms.untilNext(AT_MOST)).isEqualTo(millis(90));
  }

  @Test
  void threadDoesNotWaitForAnAlarmWhoseTimeHasComeAndThenForgetsIt() {
    alarms.set(one, millis(70));
    alarms.set(other, millis(90));

    // When
    now += millis(80).toNanos();

    // Then
    assertThat(alarms.untilNext(AT_MOST)).isZero();
    assertThat(alarms.untilNext(AT_MOST)).isEqualTo(millis(10));
  }

  @Test
  void eachThreadHasItsOwn() {
    alarms.set(one, millis(70));

    assertThat(CompletableFuture.supplyAsync(() -> alarms.untilNext(AT_MOST)).join())
        .isEqualTo(AT_MOST);
  }

  private Alarm alarm() {
    return new Alarm(new MockProcessorContext<>(), alarms, () -> {});
  }

  private static Duration millis(int count) {
    return Duration.ofMillis(count);
  }
}
