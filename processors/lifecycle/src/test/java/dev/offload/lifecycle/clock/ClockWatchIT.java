package dev.offload.lifecycle.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.testkit.KafkaForTests;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
}
