package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
  private long now = Long.MAX_VALUE - 1000;
  private final CommitPace pace = new CommitPace(Duration.ofMillis(10), () -> now);

  @Test
  void firstCommitIsNotWaitedFor() {
    assertThat(pace.pause()).isZero();
  }

  @Test
  void pauseAfterAShortCommitIsTheLeastOne() {
    // Given
    commit(Duration.ofMillis(4));
    assertThat(pace.pause()).isEqualTo(Duration.ofMillis(10));

    // When
    pass(Duration.ofMillis(9));

    // Then
    assertThat(pace.pause()).isEqualTo(Duration.ofMillis(1));
    pass(Duration.ofMillis(1));
    assertThat(pace.pause()).isZero();
  }

  @Test
  void pauseAfterALongCommitIsAsLong() {
    // When
    commit(Duration.ofMillis(60));

    // Then
    pass(Duration.ofMillis(20));
    assertThat(pace.pause()).isEqualTo(Duration.ofMillis(40));
  }

  @Test
  void commitBeginsOnceHoweverOftenThatIsSaid() {
    // Given
    pace.began();
    pass(Duration.ofMillis(30));

    // When
    pace.began();
    pass(Duration.ofMillis(30));
    pace.ended();

    // Then
    assertThat(pace.pause()).isEqualTo(Duration.ofMillis(60));
  }

  @Test
  void endWithoutBeginningLeavesTheLeastPause() {
    // Given
    commit(Duration.ofMillis(60));
    pass(Duration.ofSeconds(1));

    // When
    pace.ended();

    // Then
    assertThat(pace.pause()).isEqualTo(Duration.ofMillis(10));
  }

  @Test
  void oneSeesToEachCommit() {
    assertThat(pace.claim()).isTrue();
    assertThat(pace.claim()).isFalse();

    commit(Duration.ofMillis(1));

    assertThat(pace.claim()).isTrue();
  }

  @Test
  void threadsAreNotEachOthersBusiness() throws Exception {
    // Given
    commit(Duration.ofMillis(60));

    // When
    FutureTask<Duration> other = new FutureTask<>(pace::pause);
    Thread.ofPlatform().start(other).join();

    // Then
    assertThat(other.get()).isZero();
  }

  private void commit(Duration took) {
    pace.began();
    pass(took);
    pace.ended();
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
