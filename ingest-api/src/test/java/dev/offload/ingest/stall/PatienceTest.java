package dev.offload.ingest.stall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.ingest.stall.Outgoing.Mark;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Patience patience = new Patience(Duration.ofSeconds(10));

  @Test
  void clientThatReadsNothingIsStalledAfterTheLimit() {
    assertThat(patience.hasEnded(new Mark(100, 0, 1), 0)).isFalse();
    assertThat(patience.hasEnded(new Mark(100, 0, 1), 9 * SECOND)).isFalse();
    assertThat(patience.hasEnded(new Mark(100, 0, 1), 10 * SECOND)).isTrue();
  }

  @Test
  void aSlowClientThatKeepsReadingIsNotCutOff() {
    for (int second = 0; second < 100; second += 9) {
      assertThat(patience.hasEnded(new Mark(1_000, second, 1), second * SECOND)).isFalse();
    }
  }

  @Test
  void clientThatHasReadEverythingGetsTheWholeLimitAgain() {
    assertThat(patience.hasEnded(new Mark(100, 0, 1), 0)).isFalse();
    assertThat(patience.hasEnded(null, 5 * SECOND)).isFalse();
    assertThat(patience.hasEnded(new Mark(100, 0, 1), 12 * SECOND)).isFalse();
    assertThat(patience.hasEnded(new Mark(100, 0, 1), 21 * SECOND)).isFalse();
  }
}
