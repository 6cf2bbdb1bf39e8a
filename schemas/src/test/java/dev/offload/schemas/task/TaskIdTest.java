package dev.offload.schemas.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskIdTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void freshIdsSortByTheirTime() {
    assertThat(TaskId.fresh(NOW)).isLessThan(TaskId.fresh(NOW.plusMillis(1)));
  }

  @Test
  void sameKeyNamesTheSameTask() {
    assertThat(TaskId.derived("acme", "order-17")).isEqualTo(TaskId.derived("acme", "order-17"));
    assertThat(TaskId.derived("acme", "order-17").isDerived()).isTrue();
  }

  @Test
  void partsWithTheSameConcatenationNameDifferentTasks() {
    assertThat(TaskId.derived("a", "bc")).isNotEqualTo(TaskId.derived("ab", "c"));
  }

  @Test
  void textIsReadBackAsTheSameId() {
    TaskId id = TaskId.fresh(NOW);

    assertThat(TaskId.tryParse(id.toString())).contains(id);
    assertThat(id.toString()).matches(TaskId.PATTERN);
    assertThat(TaskId.derived("acme", "order-17").toString()).matches(TaskId.PATTERN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tsk_",
        "0199f5ac-0000-7000-8000-000000000000",
        "tsk_0199F5AC-0000-7000-8000-000000000000",
        "tsk_0199f5ac-0000-4000-8000-000000000000",
        "tsk_0199f5ac-0000-7000-8000-00000000000g",
        "fil_0199f5ac-0000-7000-8000-000000000000"
      })
  void otherTextIsNotATaskId(String text) {
    assertThat(TaskId.tryParse(text)).isEmpty();
    assertThat(text).doesNotMatch(TaskId.PATTERN);
  }
}
