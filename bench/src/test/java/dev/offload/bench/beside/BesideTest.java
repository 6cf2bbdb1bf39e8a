package dev.offload.bench.beside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/// With two systems that do nothing in place of Offload and its peer.
class BesideTest {
  private static final Size SIZE = new Size(Duration.ZERO, Duration.ofMillis(50), 10, 2);

  private final Queue<String> steps = new ArrayDeque<>();

  @Test
  void bothSystemsDoTheSameWorkInTurn() throws Exception {
    // When
    try (Peer ours = FakePeer.start("ours", steps);
        Peer theirs = FakePeer.start("theirs", steps)) {
      var _ = Beside.compare(ours, theirs, SIZE);
    }

    // Then
    String round =
        "%1$s begin, %1$s begin, %1$s pause, %1$s waits with 10, %1$s resume".formatted("theirs");
    String both = round + ", " + round.replace("theirs", "ours");
    assertThat(String.join(", ", steps)).isEqualTo(both + ", " + both);
  }

  @Test
  void comparisonHasEveryRateOfEveryRoundAndAllVersions() throws Exception {
    // When
    Comparison comparison;
    try (Peer ours = FakePeer.start("ours", steps);
        Peer theirs = FakePeer.start("theirs", steps)) {
      comparison = Beside.compare(ours, theirs, SIZE);
    }

    // Then
    assertThat(comparison.peer()).isEqualTo("theirs");
    assertThat(comparison.versions()).containsOnlyKeys("ours", "theirs");
    assertThat(comparison.ours()).hasSize(2).allSatisfy(BesideTest::hasEveryRate);
    assertThat(comparison.theirs()).hasSize(2).allSatisfy(BesideTest::hasEveryRate);
  }

  @Test
  void warmUpDoesNotCount() throws Exception {
    // Given
    Size size = new Size(Duration.ofNanos(1), Duration.ofMillis(50), 10, 1);

    // When
    Comparison comparison;
    try (Peer ours = FakePeer.start("ours", steps);
        Peer theirs = FakePeer.start("theirs", steps)) {
      comparison = Beside.compare(ours, theirs, size);
    }

    // Then
    assertThat(comparison.ours()).hasSize(1);
    assertThat(steps).contains("ours waits with 2", "theirs waits with 2");
  }

  @Test
  void roundWithARefusedTaskFails() throws IOException {
    try (Peer ours = FakePeer.start("ours", steps);
        Peer theirs = FakePeer.answering(429, "theirs", steps)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> Beside.compare(ours, theirs, SIZE))
          .withMessageContaining("429");
    }
  }

  @Test
  void oneLineSaysWhatToInstall() {
    assertThat(Beside.missing(new Programs(List.of())))
        .hasValue(
            "redis-server, node, npm not found. BullMQ needs Redis 6.2 or later and Node.js 20 or "
                + "later with npm, for example Debian 13's packages redis-server, nodejs and npm.");
  }

  private static void hasEveryRate(Map<Rate, Double> round) {
    assertThat(round).containsOnlyKeys(Rate.values());
    assertThat(round.values()).allMatch(rate -> rate > 0);
  }
}
