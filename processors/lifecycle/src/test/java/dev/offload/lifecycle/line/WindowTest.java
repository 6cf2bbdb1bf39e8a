package dev.offload.lifecycle.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.line.LineRules.Capacity;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final int PARTITIONS = 4;
  private static final Duration BETWEEN_TELLINGS = Duration.ofSeconds(3);

  private final Window window = new Window(PARTITIONS);
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");
  private Instant toldAt = now;

  @Test
  void itHasItsPartOfTheSlots() {
    look(32, 32, true);
    assertThat(window.size()).isEqualTo(8);

    look(33, 33, true);
    assertThat(window.size()).isEqualTo(9);

    look(2, 2, true);
    assertThat(window.size()).isEqualTo(1);
  }

  @Test
  void itHasItsPartOfTheFreeSlotsOnceMore() {
    look(32, 0, true);
    assertThat(window.size()).as("twice the slots in all").isEqualTo(16);

    look(32, 28, true);
    assertThat(window.size()).isEqualTo(9);
  }

  @Test
  void nothingIsHandedOutAheadBeforeARunHasEnded() {
    look(32, 32, true);

    start(1_000);
    look(32, 32, true);

    assertThat(window.size()).isEqualTo(8);
  }

  @Test
  void tasksThatStartWithinASecondAreHandedOutAhead() {
    look(32, 32, true);

    for (int looks = 0; looks < 40; looks++) {
      start(25);
      end(25, Duration.ofMillis(50));
      look(32, 32, true);
    }

    assertThat(window.size()).as("100 start per second").isBetween(8 + 118, 8 + 120);
  }

  @Test
  void longTasksAreNotHandedOutAheadEvenIfManyHaveJustStarted() {
    look(32, 32, true);

    start(8);
    end(8, Duration.ofSeconds(4));
    look(32, 32, true);

    assertThat(window.size()).as("two start per second").isEqualTo(8 + 2);
  }

  @Test
  void itFallsWhenLessStarts() {
    look(32, 32, true);
    start(1_000);
    end(1_000, Duration.ofMillis(1));
    look(32, 32, true);
    assertThat(window.size()).isGreaterThan(1_000);

    for (int looks = 0; looks < 40; looks++) {
      look(32, 32, true);
    }

    assertThat(window.size()).isEqualTo(8);
  }

  @Test
  void itGrowsWhileOthersWaitAlthoughSlotsAreFree() {
    look(32, 16, true);
    assertThat(window.size()).isEqualTo(12);

    tell(32, 16, true);
    assertThat(window.size()).isEqualTo(12 + 4);
    tell(32, 16, true);
    assertThat(window.size()).isEqualTo(12 + 12);

    for (int times = 0; times < 10; times++) {
      tell(32, 16, true);
    }
    assertThat(window.size()).as("at most the slots more").isEqualTo(12 + 32);
  }

  @Test
  void itGrowsOnlyAfterWorkersHaveToldAgain() {
    look(32, 16, true);

    for (int looks = 0; looks < 10; looks++) {
      look(32, 16, true);
    }

    assertThat(window.size()).isEqualTo(12);
  }

  @Test
  void itDoesNotGrowIfNobodyWaitsOrNoSlotIsFree() {
    look(32, 16, false);
    tell(32, 16, false);
    assertThat(window.size()).isEqualTo(12);

    tell(32, 32, true);
    tell(32, 32, true);
    assertThat(window.size()).isEqualTo(8);
  }

  @Test
  void itDoesNotGrowWhileTasksStartLongAfterTheyWereHandedOut() {
    look(32, 16, true);
    tell(32, 16, true);
    tell(32, 16, true);
    assertThat(window.size()).isEqualTo(12 + 12);

    for (int times = 0; times < 5; times++) {
      start(1, Window.LONG.plusMillis(1));
      tell(32, 16, true);
    }
    assertThat(window.size()).isEqualTo(12);

    start(1, Window.LONG);
    tell(32, 16, true);
    assertThat(window.size()).isGreaterThan(12);
  }

  @Test
  void growthIsUndoneOnceNoSlotIsFree() {
    look(32, 16, true);
    tell(32, 16, true);
    tell(32, 16, true);
    assertThat(window.size()).isEqualTo(12 + 12);

    tell(32, 32, true);
    assertThat(window.size()).isEqualTo(8 + 6);
    look(32, 32, true);
    assertThat(window.size()).as("workers have told nothing new").isEqualTo(8 + 6);

    for (int times = 0; times < 3; times++) {
      tell(32, 32, true);
    }
    assertThat(window.size()).isEqualTo(8);
  }

  @Test
  void itHasABound() {
    look(1_000_000, 1_000_000, true);

    assertThat(window.size()).isEqualTo(Window.MOST);
  }

  @Test
  void windowIsRecomputedRegularlyAndWhenTheClockHasComeBack() {
    assertThat(window.isTimeToLook(now)).isTrue();
    look(8, 8, true);

    assertThat(window.isTimeToLook(now.plus(Window.BETWEEN_LOOKS).minusMillis(1))).isFalse();
    assertThat(window.isTimeToLook(now.plus(Window.BETWEEN_LOOKS))).isTrue();
    assertThat(window.isTimeToLook(now.minusMillis(1))).isTrue();
  }

  private void start(int tasks) {
    start(tasks, Duration.ofMillis(20));
  }

  private void start(int tasks, Duration wait) {
    for (int task = 0; task < tasks; task++) {
      window.started(wait);
    }
  }

  private void end(int tasks, Duration run) {
    for (int task = 0; task < tasks; task++) {
      window.ended(run);
    }
  }

  private void look(int slots, int running, boolean lacksRoom) {
    now = now.plus(Window.BETWEEN_LOOKS);
    window.look(new Capacity(slots, running, toldAt), lacksRoom, now);
  }

  /// The same after workers have told again.
  private void tell(int slots, int running, boolean lacksRoom) {
    toldAt = toldAt.plus(BETWEEN_TELLINGS);
    now = toldAt;
    look(slots, running, lacksRoom);
  }
}
