package dev.offload.lifecycle.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What all partitions together have with the workers of one queue while they have more tasks
/// in line than can be counted.
class FloodTest {
  private static final Duration SOON = Duration.ofMillis(1500);

  @Test
  void longTasksHaveAtMostTwiceTheSlotsWithWorkers() {
    Flood flood = new Flood(4, 32, Duration.ofSeconds(4));

    flood.last(Duration.ofMinutes(2));

    assertThat(flood.mostWithWorkers()).isLessThanOrEqualTo(2 * 32);
    assertThat(flood.longestWait()).isLessThanOrEqualTo(Duration.ofSeconds(5));
    assertThat(flood.partInUse()).isGreaterThan(0.9);
  }

  @Test
  void longTasksHaveNoMoreWithWorkersWhenNothingIsKnownYet() {
    for (int slots : List.of(4, 32, 33, 256)) {
      Flood flood = new Flood(4, slots, Duration.ofMinutes(10));

      flood.last(Duration.ofSeconds(30));

      assertThat(flood.mostWithWorkers()).isLessThanOrEqualTo(2 * slots + 4);
    }
  }

  @Test
  void shortTasksStartSoonAfterTheyWereHandedOutAndKeepWorkersBusy() {
    Flood flood = new Flood(4, 32, Duration.ofMillis(50));
    flood.last(Duration.ofSeconds(10));

    flood.forget();
    flood.last(Duration.ofSeconds(20));

    assertThat(flood.longestWait()).isLessThanOrEqualTo(SOON);
    assertThat(flood.partInUse()).isGreaterThan(0.95);
  }

  @Test
  void shortTasksStartSoonWhereWorkersHaveMoreSlotsThanTheyCanFill() {
    Flood flood = new Flood(4, 256, Duration.ofMillis(50));
    flood.startsPerSecond(600);
    flood.last(Duration.ofSeconds(20));

    flood.forget();
    flood.last(Duration.ofMinutes(1));

    assertThat(flood.longestWait()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    assertThat(flood.startedPerSecond()).isBetween(580.0, 600.0);
  }

  @Test
  void shortTasksKeepManySlotsBusyWithinSeconds() {
    Flood flood = new Flood(12, 256, Duration.ofMillis(100));
    flood.last(Duration.ofSeconds(5));

    flood.forget();
    flood.last(Duration.ofSeconds(10));

    assertThat(flood.longestWait()).isLessThanOrEqualTo(SOON);
    assertThat(flood.partInUse()).isGreaterThan(0.95);
  }

  @Test
  void fewSlotsAndManyPartitionsHaveOneTaskEach() {
    Flood flood = new Flood(12, 2, Duration.ofSeconds(4));

    flood.last(Duration.ofMinutes(2));

    assertThat(flood.mostWithWorkers()).isLessThanOrEqualTo(12);
    assertThat(flood.longestWait())
        .as("ten wait for two slots: five runs, and what is told late")
        .isBetween(Duration.ofSeconds(19), Duration.ofSeconds(21));
    assertThat(flood.partInUse()).isGreaterThan(0.9);
  }

  @Test
  void tasksOfOnePartitionGetAllSlotsAfterAWhile() {
    Flood flood = new Flood(4, 32, Duration.ofSeconds(4));
    flood.onlyIn(0);
    flood.last(Duration.ofSeconds(30));

    flood.forget();
    flood.last(Duration.ofMinutes(1));

    assertThat(flood.mostWithWorkers()).isLessThanOrEqualTo(3 * 32);
    assertThat(flood.partInUse()).isGreaterThan(0.8);
  }

  @Test
  void longTasksAfterShortOnesHoldNobodyUpForLong() {
    Flood flood = new Flood(4, 32, Duration.ofMillis(50));
    flood.last(Duration.ofSeconds(20));

    flood.tasksTake(Duration.ofSeconds(1));
    flood.last(Duration.ofMinutes(1));
    flood.forget();
    flood.last(Duration.ofMinutes(1));

    assertThat(flood.mostWithWorkers()).isLessThanOrEqualTo(3 * 32);
    assertThat(flood.longestWait()).isLessThanOrEqualTo(Duration.ofSeconds(2));
  }
}
