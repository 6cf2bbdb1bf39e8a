package dev.offload.schemas.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormerTest {
  private static final TaskId TASK = TaskId.derived("scan");

  @Test
  void labelTellsTheNameAndTheTask() {
    assertThat(new Former("scan", TASK).label()).isEqualTo("scan (task %s)".formatted(TASK));
    assertThat(new Former(TASK.toString(), TASK).label()).isEqualTo("Task " + TASK);
  }
}
