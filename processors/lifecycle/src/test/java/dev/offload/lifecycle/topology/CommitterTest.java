package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class CommitterTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final CommitPace pace = new CommitPace(Duration.ofMillis(10), () -> 0);
  private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
  private final Committer committer = new Committer(context, pace);

  @Test
  void commitsAtOnceAfterThePause() {
    // When
    committer.ask(NOW);

    // Then
    assertThat(context.committed()).isTrue();
    assertThat(context.scheduledPunctuators()).isEmpty();
  }

  @Test
  void commitsAtTheEndOfThePause() {
    // Given
    pace.ended();

    // When
    committer.ask(NOW);
    committer.ask(NOW);

    // Then
    assertThat(context.committed()).isFalse();
    assertThat(context.scheduledPunctuators()).hasSize(1);
    var alarm = context.scheduledPunctuators().getFirst();
    assertThat(alarm.getInterval()).isEqualTo(Duration.ofMillis(10));
    alarm.getPunctuator().punctuate(NOW.plusMillis(10).toEpochMilli());
    assertThat(context.committed()).isTrue();
  }

  @Test
  void leavesItToAnotherPartitionOfItsThread() {
    // Given
    pace.ended();
    new Committer(new MockProcessorContext<Void, Void>(), pace).ask(NOW);

    // When
    committer.ask(NOW);

    // Then
    assertThat(context.committed()).isFalse();
    assertThat(context.scheduledPunctuators()).isEmpty();
  }
}
