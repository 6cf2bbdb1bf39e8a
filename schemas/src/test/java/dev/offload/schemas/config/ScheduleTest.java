package dev.offload.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.TaskSpec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static final Instant TIME = Instant.parse("2026-11-23T03:00:00Z");

  @Test
  void idOfAFiringFollowsFromTenantNameAndTime() {
    SubmitTask firing = schedule("acme", "nightly").firing(TIME, TIME);
    SubmitTask later = schedule("acme", "nightly").firing(TIME, TIME.plusSeconds(60));
    assertThat(later.taskId()).isEqualTo(firing.taskId());
    assertThat(schedule("acme", "daily").firingTaskId(TIME)).isNotEqualTo(firing.taskId());
    assertThat(schedule("other", "nightly").firingTaskId(TIME)).isNotEqualTo(firing.taskId());
    assertThat(schedule("acme", "nightly").firingTaskId(TIME.plusSeconds(1)))
        .isNotEqualTo(firing.taskId());
  }

  @Test
  void taskOfAFiringHasTagsForTimeAndSchedule() {
    SubmitTask firing = schedule("acme", "nightly").firing(TIME, TIME.plusSeconds(60));
    assertThat(firing.timing().runAt()).as("it runs at once").isNull();
    assertThat(firing.timing().createdAt()).isEqualTo(TIME.plusSeconds(60));
    assertThat(firing.terms().tags())
        .containsExactly("order-17", "schedule:nightly", "scheduled-for:2026-11-23T03:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nightly", "2nd", "a", "Report_of.all-shops"})
  void validNamesAreAccepted(String name) {
    assertThat(Schedule.isName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", "..", "-a", "a/b", "a b", "ä", "a\n"})
  void invalidNamesAreRefused(String name) {
    assertThat(Schedule.isName(name)).isFalse();
    assertThat(Schedule.isName("a".repeat(64))).isFalse();
  }

  private static Schedule schedule(String tenant, String name) {
    return new Schedule(
        tenant,
        name,
        "0 3 * * *",
        "UTC",
        MissedRuns.SKIP,
        false,
        TaskSpec.of("image", "image", JsonNodeFactory.instance.objectNode())
            .tagged(List.of("order-17")),
        TIME,
        TIME,
        "r1");
  }
}
