package dev.offload.lifecycle.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.testkit.KafkaForTests;
import dev.offload.testkit.LogLines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class ClockWatchIT {
  private static final Duration TWO_DAYS = Duration.ofDays(2);
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  @Test
  void machineWhoseClockIsTwoDaysAheadGoesByTheBrokers() throws Exception {
    var metrics = new SimpleMeterRegistry();
    InstantSource wrong = () -> Instant.now().plus(TWO_DAYS);
    AgreedClock clock = new AgreedClock(wrong, System::nanoTime, TOLERANCE);
    try (Admin admin = KafkaForTests.admin();
        ClockWatch watch = new ClockWatch(admin, clock, metrics)) {
      // When
      watch.look();
      // Then
      assertThat(clock.instant()).isBefore(Instant.now().plus(TOLERANCE.multipliedBy(2)));
      assertThat(metrics.get("offload.lifecycle.clock.ahead").gauge().value())
          .isGreaterThan(172_000.0);
    }
  }

  @Test
  void clockThatIsWrongIsTheAlarmOnceAndSoIsItsEnd() throws Exception {
    AtomicReference<Duration> off = new AtomicReference<>(TWO_DAYS);
    InstantSource machine = () -> Instant.now().plus(off.get());
    AgreedClock clock = new AgreedClock(machine, System::nanoTime, TOLERANCE);
    try (Admin admin = KafkaForTests.admin();
        ClockWatch watch = new ClockWatch(admin, clock, new SimpleMeterRegistry());
        LogLines log = LogLines.of(ClockWatch.class)) {
      // When
      watch.look();
      watch.look();
      // Then
      assertThat(log.errors())
          .singleElement()
          .asString()
          .contains("ahead of the broker's: set both right")
          .contains("at most PT10S after");
      // When
      off.set(Duration.ZERO);
      watch.look();
      watch.look();
      // Then
      assertThat(log.errors()).hasSize(1);
      assertThat(log.infos()).containsExactly("this machine's clock and the broker's agree again");
      // When
      off.set(TWO_DAYS.negated());
      watch.look();
      // Then
      assertThat(log.errors()).hasSize(2).last().asString().contains("behind the broker's");
    }
  }
}
