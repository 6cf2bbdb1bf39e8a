package dev.offload.schemas.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventPatternTest {
  @Test
  void eventCoversItselfAlone() {
    assertThat(EventPattern.covers("task.failed", "task.failed")).isTrue();
    assertThat(EventPattern.covers("task.failed", "task.succeeded")).isFalse();
  }

  @Test
  void familyOfTasksIsThatOfTheirEnds() {
    assertThat(EventPattern.OF_TASKS).allMatch(type -> EventPattern.covers("task.*", type));
    assertThat(EventPattern.OF_RUNS).noneMatch(type -> EventPattern.covers("task.*", type));
  }

  @Test
  void groupsAndEndpointsHaveFamiliesToo() {
    for (String pattern : List.of("group.*", "group.finished")) {
      assertThat(EventPattern.OF_GROUPS).allMatch(type -> EventPattern.covers(pattern, type));
      assertThat(EventPattern.covers(pattern, "task.failed")).isFalse();
    }
    assertThat(EventPattern.OF_ENDPOINTS).allMatch(type -> EventPattern.covers("endpoint.*", type));
    assertThat(EventPattern.covers("endpoint.*", "endpoint.test")).isFalse();
  }

  @Test
  void everyEventThatCanBeChosenIsKnown() {
    assertThat(EventPattern.KNOWN)
        .doesNotHaveDuplicates()
        .contains("task.*", "task.started", "group.finished", "endpoint.*")
        .doesNotContain("endpoint.test");
  }
}
