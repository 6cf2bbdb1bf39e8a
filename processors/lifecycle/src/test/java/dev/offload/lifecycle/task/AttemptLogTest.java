package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.task.Answer;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.TaskError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptLogTest {
  private static final Instant NOW = Instant.EPOCH;
  private AttemptLog log = new AttemptLog(List.of(), List.of());

  @Test
  void theLastTwentyRunsAreKept() {
    for (int run = 1; run <= 25; run++) {
      log = log.started("r" + run, "w", run, NOW);
    }
    assertThat(log.rows()).hasSize(20).last().extracting(Attempt::number).isEqualTo(25);
    assertThat(log.runIds()).hasSize(20).startsWith("r6").endsWith("r25");
  }

  @Test
  void repeatedHandBacksTakeOneRow() {
    for (int run = 1; run <= 5; run++) {
      log = log.ended(new RunEnd.WithoutError(Optional.of("r" + run), Outcome.SNOOZED, NOW), 1);
    }
    assertThat(log.rows()).singleElement().extracting(Attempt::outcome).isEqualTo(Outcome.SNOOZED);
    assertThat(log.runIds()).containsExactly("r5");
  }

  @Test
  void onlyTheLatestAnswerIsKeptWhole() {
    TaskError error = new TaskError("refused", "500", false, 1, new Answer(500, "no room"));
    RunEnd end = new RunEnd.WithError(Optional.of("r1"), Outcome.FAILED, error, NOW);
    log = log.started("r1", "w", 1, NOW).ended(end, 1);
    assertThat(log.rows().getLast().error().answer()).isEqualTo(new Answer(500, "no room"));

    log = log.started("r2", "w", 2, NOW);
    assertThat(log.rows().getFirst().error().answer()).isEqualTo(Answer.of(500));
    assertThat(log.rows().getFirst().error().message()).isEqualTo("500");
  }

  @Test
  void endWithoutARunClosesTheOpenRow() {
    TaskError error = new TaskError("boom", "it broke", false, 1);
    RunEnd end = new RunEnd.WithError(Optional.empty(), Outcome.FAILED, error, NOW);
    log = log.started("r1", "w", 1, NOW).ended(end, 1);
    assertThat(log.rows()).containsExactly(new Attempt(1, "w", NOW, NOW, Outcome.FAILED, error));
  }
}
