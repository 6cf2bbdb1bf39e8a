package dev.offload.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PunctualityTest {
  private static final Instant CREATED = Instant.parse("2026-11-28T10:00:00Z");
  private static final Instant DUE = CREATED.plusSeconds(1);

  private final Punctuality punctuality = new Punctuality();
  private final TaskId id = TaskId.fresh(CREATED);

  @Test
  void isBehindUntilTheTaskThatWasDueHasEnded() {
    punctuality.accepted(id.toString(), DUE);
    assertThat(punctuality.isBehind(DUE)).isFalse();
    assertThat(punctuality.isBehind(DUE.plusMillis(1))).isTrue();

    punctuality.take(ended(DUE.plusSeconds(7)));

    assertThat(punctuality.isBehind(DUE.plusSeconds(9))).isFalse();
    assertThat(punctuality.late(0.99, CREATED)).contains(Duration.ofSeconds(7));
  }

  @Test
  void isNotBehindWithATaskThatEndedBeforeItsAnswer() {
    punctuality.take(ended(DUE));

    punctuality.accepted(id.toString(), DUE);

    assertThat(punctuality.isBehind(DUE.plusSeconds(9))).isFalse();
  }

  private PublicTask ended(Instant started) {
    var task =
        new EndedTask(id, CREATED, started).in(TaskState.SUCCEEDED, 2, List.of(Punctuality.TAG));
    return PublicTask.of(task, null);
  }
}
