package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

class AlarmTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
  private final Alarms alarms = new Alarms(() -> 0);
  private final AtomicInteger rung = new AtomicInteger();
  private final Alarm alarm = new Alarm(context, alarms, rung::incrementAndGet);

  @Test
  void earlierTimeReplacesALaterOne() {
    alarm.set(NOW.plusSeconds(5), NOW);

    // When
    alarm.set(NOW.plusSeconds(2), NOW.plusSeconds(1));

    // Then
    assertThat(live()).extracting(CapturedPunctuator::getInterval).containsExactly(seconds(1));
  }

  @Test
  void laterTimeChangesNothing() {
    alarm.set(NOW.plusSeconds(2), NOW);

    // When
    alarm.set(NOW.plusSeconds(5), NOW);

    // Then
    assertThat(live()).extracting(CapturedPunctuator::getInterval).containsExactly(seconds(2));
  }

  @Test
  void itRingsOnceAndCanThenBeSetToAnyTime() {
    alarm.set(NOW.plusSeconds(2), NOW);

    // When
    live().getFirst().getPunctuator().punctuate(NOW.plusSeconds(2).toEpochMilli());

    // Then
    assertThat(rung).hasValue(1);
    assertThat(live()).isEmpty();
    alarm.set(NOW.plusSeconds(7), NOW.plusSeconds(2));
    assertThat(live()).extracting(CapturedPunctuator::getInterval).containsExactly(seconds(5));
  }

  @Test
  void timeThatHasPassedIsAMillisecondAhead() {
    alarm.set(NOW.minusSeconds(9), NOW);

    assertThat(live())
        .extracting(CapturedPunctuator::getInterval)
        .containsExactly(Duration.ofMillis(1));
  }

  @Test
  void itsThreadKnowsHowLongItMayWait() {
    alarm.set(NOW.plusSeconds(5), NOW);

    // When
    alarm.set(NOW.plusSeconds(2), NOW.plusSeconds(1));

    // Then
    assertThat(alarms.untilNext(seconds(9))).isEqualTo(seconds(1));
  }

  private List<CapturedPunctuator> live() {
    return context.scheduledPunctuators().stream().filter(one -> !one.cancelled()).toList();
  }

  private static Duration seconds(int count) {
    return Duration.ofSeconds(count);
  }
}
