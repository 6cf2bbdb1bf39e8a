package dev.offload.ingest.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.TaskFilter;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListParametersTest {

  @Test
  void everyMemberOfTheFilterIsRead() {
    Map<String, List<String>> query =
        Map.of(
            "origin", List.of("system"),
            "type", List.of("image"),
            "state", List.of("failed"),
            "tag", List.of("a b"),
            "createdAfter", List.of("2026-01-01T00:00:00Z"),
            "createdBefore", List.of("2026-01-02T01:00:00+01:00"),
            "errorCode", List.of(""),
            "finishedAfter", List.of("2026-01-03T00:00:00Z"),
            "finishedBefore", List.of("2026-01-04T00:00:00Z"));

    assertThat(new ListParameters(query).filter("acme"))
        .isEqualTo(
            TaskFilter.of("acme", Origin.SYSTEM)
                .with(new TaskFilter.OfType("image"))
                .with(new TaskFilter.InState(TaskState.FAILED))
                .with(new TaskFilter.Tagged("a b"))
                .with(new TaskFilter.CreatedAfter(Instant.parse("2026-01-01T00:00:00Z")))
                .with(new TaskFilter.CreatedBefore(Instant.parse("2026-01-02T00:00:00Z")))
                .with(new TaskFilter.FailedWith(""))
                .with(new TaskFilter.EndedAfter(Instant.parse("2026-01-03T00:00:00Z")))
                .with(new TaskFilter.EndedBefore(Instant.parse("2026-01-04T00:00:00Z"))));
  }

  @Test
  void withoutParametersAllTasksOfClientsAreListed() {
    assertThat(new ListParameters(Map.of()).filter("acme"))
        .isEqualTo(TaskFilter.of("acme", Origin.CLIENT));
  }

  @Test
  void pageParametersAreNotPartOfTheFilter() {
    Map<String, List<String>> query = Map.of("cursor", List.of(""), "limit", List.of("5"));

    assertThat(new ListParameters(query).filter("acme"))
        .isEqualTo(new ListParameters(Map.of()).filter("acme"));
  }

  @Test
  void wrongQueryIsRefusedWithItsRule() {
    assertRefused("origin", "clients", "origin must be client or system.");
    assertRefused(
        "state",
        "ended",
        "state must be scheduled, queued, running, retrying, succeeded, failed, cancelled or"
            + " expired.");
    assertRefused(
        "createdAfter",
        "2026-01-01",
        "createdAfter must be an RFC 3339 time such as 2027-01-31T08:00:00Z, with seconds and Z or"
            + " an offset, in UTC in the years 0000 to 9999.");
    assertRefused(
        "kind",
        "image",
        "This call has no query parameter 'kind'. It takes createdAfter, createdBefore, cursor,"
            + " errorCode, finishedAfter, finishedBefore, group, limit, origin, state, tag, type,"
            + " user.");
  }

  @Test
  void offsetWhosePlusCameAsASpaceIsRefusedWithAHint() {
    assertThatThrownBy(
            () ->
                new ListParameters(Map.of("createdAfter", List.of("2026-01-01T00:00:00 01:00")))
                    .filter("acme"))
        .hasMessageEndingWith("(a + sent as %2B).");
  }

  @Test
  void repeatedParameterIsRefused() {
    assertThatThrownBy(() -> new ListParameters(Map.of("tag", List.of("a", "b"))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("tag must be sent at most once.");
  }

  private static void assertRefused(String name, String value, String detail) {
    assertThatThrownBy(() -> new ListParameters(Map.of(name, List.of(value))).filter("acme"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(detail);
  }
}
