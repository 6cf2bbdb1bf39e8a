package dev.offload.ingest.view;

import static dev.offload.ingest.rig.TestTasks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PageQueryTest {
  private static final ViewSource SOURCE = new ViewSource("c", Map.of(), Duration.ofDays(1));

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("filters")
  void everyFilterReadsARangeOfAnIndexInItsOrder(TaskFilter filter) throws SQLException {
    List<String> plan = plan(filter);

    assertThat(plan).isNotEmpty().allMatch(step -> step.startsWith("SEARCH"), "is a search");
    assertThat(plan.getFirst()).contains(filter.tag() == null ? "tasks_newest" : "tag=?");
    assertThat(plan.getFirst()).contains("created");
  }

  @ParameterizedTest
  @CsvSource({
    "image, FAILED,    boom, tasks_newest_of_error",
    "image, SCHEDULED,     , tasks_newest_of_state",
    "image, SUCCEEDED,     , tasks_newest_of_type",
    "     , SUCCEEDED,     , tasks_newest_of_state",
  })
  void ofTwoRangesTheOneIsReadThatShouldBeShorter(
      String type, TaskState state, String error, String index) throws SQLException {
    var filter =
        new TaskFilter("acme", Origin.CLIENT, type, state, null, null, null, error, null, null);

    assertThat(plan(filter).getFirst()).contains("INDEX " + index + " ");
  }

  private List<String> plan(TaskFilter filter) throws SQLException {
    SqliteViewStore.open(directory, SOURCE, NOON).close();
    PageQuery query = PageQuery.of(filter, new PagePosition(NOON, TaskId.fresh(NOON)), 50);
    List<String> plan = new ArrayList<>();
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("tasks.db"));
        var explain = connection.prepareStatement("EXPLAIN QUERY PLAN " + query.sql())) {
      for (int i = 0; i < query.parameters().size(); i++) {
        explain.setObject(i + 1, query.parameters().get(i));
      }
      try (var rows = explain.executeQuery()) {
        while (rows.next()) {
          plan.add(rows.getString("detail"));
        }
      }
    }
    return plan;
  }

  static Stream<TaskFilter> filters() {
    List<TaskFilter> filters = new ArrayList<>();
    for (int bits = 0; bits < 16; bits++) {
      filters.add(
          new TaskFilter(
              "acme",
              Origin.CLIENT,
              (bits & 1) == 0 ? null : "image",
              (bits & 2) == 0 ? null : TaskState.FAILED,
              (bits & 4) == 0 ? null : "vip",
              NOON.minusSeconds(60),
              NOON.plusSeconds(60),
              (bits & 8) == 0 ? null : "boom",
              NOON.minusSeconds(30),
              NOON.plusSeconds(30)));
    }
    return filters.stream();
  }
}
