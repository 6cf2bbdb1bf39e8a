package dev.offload.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void clientThatSendsNextToNothingIsTooSlow() {
    Pace pace = new Pace(100);

    for (int second = 1; second < 60; second++) {
      assertThat(pace.isTooSlow(1, SECOND)).isFalse();
    }
    assertThat(pace.isTooSlow(1, SECOND)).isTrue();
  }

  @Test
  void clientThatSendsEnoughIsNotTooSlow() {
    Pace pace = new Pace(60);

    for (int second = 0; second < 600; second++) {
      assertThat(pace.isTooSlow(1, SECOND)).isFalse();
    }
  }

  @Test
  void eachMinuteCounts() {
    Pace pace = new Pace(60);

    assertThat(pace.isTooSlow(1_000_000, 60 * SECOND)).isFalse();
    assertThat(pace.isTooSlow(1, 60 * SECOND)).isTrue();
  }

  @Test
  void timeOfTheServerDoesNotCount() {
    Pace pace = new Pace(60);

    for (int piece = 0; piece < 600; piece++) {
      assertThat(pace.isTooSlow(0, 0)).isFalse();
    }
  }
}
