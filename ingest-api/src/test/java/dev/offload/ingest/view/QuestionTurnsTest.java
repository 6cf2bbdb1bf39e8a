package dev.offload.ingest.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuestionTurnsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final QuestionTurns turns = new QuestionTurns(1);

  @Test
  void aTenantWaitsForItselfOnly() {
    String answer =
        turns.take(
            "acme",
            LONG,
            _ -> {
              assertThatExceptionOfType(ViewBusy.class)
                  .isThrownBy(() -> turns.take("acme", Duration.ofMillis(1), _ -> "never"));
              return turns.take("other", LONG, _ -> "at once");
            });

    assertThat(answer).isEqualTo("at once");
    assertThat(turns.<String>take("acme", LONG, _ -> "again")).isEqualTo("again");
  }

  @Test
  void aQuestionLearnsHowMuchTimeIsLeft() {
    Duration left = turns.take("acme", LONG, time -> time);

    assertThat(left).isPositive().isLessThan(LONG);
  }
}
