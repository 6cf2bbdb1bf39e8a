package dev.offload.lifecycle.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PartitionClockTest {
  private final AtomicLong system = new AtomicLong(1000);
  private final PartitionClock clock =
      new PartitionClock(
          () -> Instant.ofEpochMilli(system.get()),
          Duration.ofSeconds(2),
          Instant.ofEpochMilli(900));

  @Test
  void clockGoesOnWithTheSystem() {
    system.set(1500);
    assertThat(clock.now()).isEqualTo(Instant.ofEpochMilli(1500));
  }

  @Test
  void clockStandsStillWhileTheSystemIsBehind() {
    clock.now();
    system.set(400);
    assertThat(clock.now()).isEqualTo(Instant.ofEpochMilli(1000));
  }

  @Test
  void clockStartsAtTheLastTimeOfItsPartition() {
    system.set(100);
    assertThat(clock.now()).isEqualTo(Instant.ofEpochMilli(900));
  }

  @Test
  void clockComesBackFromAWrongTime() {
    system.set(172_800_000);
    clock.now();
    system.set(2000);
    assertThat(clock.now()).isEqualTo(Instant.ofEpochMilli(2000));
  }
}
