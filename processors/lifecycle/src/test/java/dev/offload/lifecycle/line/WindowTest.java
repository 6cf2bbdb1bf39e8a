package dev.offload.lifecycle.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final Duration QUICK = Window.SHORT.minusMillis(1);
  private static final Duration SLOW = Window.LONG.plusMillis(1);

  private final Window window = new Window();
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void itIsAsLargeAsTheSlotsAtFirst() {
    look(8, true);

    assertThat(window.size()).isEqualTo(8);
  }

  @Test
  void itGrowsWhileOthersWaitAndTasksStartQuickly() {
    look(8, true);

    window.started(QUICK);
    look(8, true);
    assertThat(window.size()).isEqualTo(13);

    window.started(QUICK);
    look(8, true);
    assertThat(window.size()).isEqualTo(20);
  }

  @Test
  void itDoesNotGrowIfNobodyWaitsOrNothingStarts() {
    look(8, true);

    window.started(QUICK);
    look(8, false);
    look(8, true);

    assertThat(window.size()).isEqualTo(8);
  }

  @Test
  void itShrinksDownToTheSlotsWhileTasksStartLate() {
    look(8, true);
    for (int times = 0; times < 5; times++) {
      window.started(QUICK);
      look(8, true);
    }
    int large = window.size();

    window.started(QUICK);
    window.started(SLOW.multipliedBy(3));
    look(8, true);
    assertThat(window.size()).isEqualTo(large * 3 / 4);

    for (int times = 0; times < 20; times++) {
      window.started(SLOW);
      look(8, true);
    }
    assertThat(window.size()).isEqualTo(8);
  }

  @Test
  void itStaysWhileTasksStartInTime() {
    look(8, true);

    window.started(Window.LONG);
    look(8, true);
    window.started(Window.SHORT);
    look(8, true);

    assertThat(window.size()).isEqualTo(8);
  }

  @Test
  void itHasABound() {
    look(8, true);
    for (int times = 0; times < 50; times++) {
      window.started(Duration.ofSeconds(-1));
      look(8, true);
    }
    assertThat(window.size()).isEqualTo(Window.MOST);

    look(1_000_000, true);
    assertThat(window.size()).isEqualTo(Window.MOST);
  }

  @Test
  void itFollowsTheSlots() {
    look(8, true);
    look(20, true);
    assertThat(window.size()).isEqualTo(20);

    look(3, true);
    assertThat(window.size()).isEqualTo(3);
  }

  @Test
  void itIsTimeToLookNowAndThenAndWhenTheClockCameBack() {
    assertThat(window.isTimeToLook(now)).isTrue();
    look(8, true);

    assertThat(window.isTimeToLook(now.plus(Window.BETWEEN_LOOKS).minusMillis(1))).isFalse();
    assertThat(window.isTimeToLook(now.plus(Window.BETWEEN_LOOKS))).isTrue();
    assertThat(window.isTimeToLook(now.minusMillis(1))).isTrue();
  }

  private void look(int slots, boolean othersWait) {
    now = now.plus(Window.BETWEEN_LOOKS);
    window.look(slots, othersWait, now);
  }
}
