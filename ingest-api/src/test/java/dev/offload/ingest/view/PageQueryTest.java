package dev.offload.ingest.view;

import static dev.offload.ingest.rig.TestTasks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.task.GroupId;
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
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PageQueryTest {
  private static final ViewSource SOURCE = new ViewSource("c", () -> Map.of(), Duration.ofDays(1));

  @TempDir private Path directory;

  @BeforeEach
  void makeTables() {
    SqliteViewStore.open(directory, Limits.ORDINARY, SOURCE, NOON).close();
  }

  @ParameterizedTest
  @MethodSource("filters")
  void everyFilterReadsARangeOfEachIndexThatServesIt(TaskFilter filter) throws SQLException {
    Optional<PagePosition> place = Optional.of(new PagePosition(NOON, TaskId.fresh(NOON)));
    Optional<PagePosition> last =
        Optional.of(new PagePosition(NOON.minusSeconds(9), TaskId.fresh(NOON)));
    for (ListIndex index : ListIndex.values()) {
      if (index.canServe(filter)) {
        assertReadsARange(index, PageQuery.tasks(Dialect.SQLITE, index, filter, place, last, 50));
        assertReadsARange(index, PageQuery.count(Dialect.SQLITE, index, filter, place, 50));
        if (index.isInOrder()) {
          assertReadsARange(index, PageQuery.place(Dialect.SQLITE, index, filter, place, 50));
        }
      }
    }
  }

  private void assertReadsARange(ListIndex index, PageQuery query) throws SQLException {
    List<String> plan = plan(query);
    List<String> steps =
        plan.stream()
            .filter(step -> step.startsWith("SEARCH") || step.startsWith("SCAN t"))
            .toList();
    assertThat(steps).isNotEmpty().allMatch(step -> step.startsWith("SEARCH"), "is a search");
    assertThat(steps).anyMatch(step -> step.contains(index.isInOrder() ? "created" : "finished"));
    if (index.isInOrder()) {
      assertThat(plan).noneMatch(step -> step.contains("ORDER BY"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "image, FAILED,    boom, OF_ERROR",
    "image, SCHEDULED,     , OF_STATE",
    "image, SUCCEEDED,     , OF_TYPE",
    "     , SUCCEEDED,     , OF_STATE",
  })
  void likelyShorterIndexRangeIsRead(String type, TaskState state, String error, ListIndex index) {
    var filter =
        TaskFilter.of("acme", Origin.CLIENT)
            .with(Optional.ofNullable(type).map(TaskFilter.OfType::new))
            .with(Optional.ofNullable(state).map(TaskFilter.InState::new))
            .with(Optional.ofNullable(error).map(TaskFilter.FailedWith::new));

    assertThat(ListIndex.likelyBest(filter)).isEqualTo(index);
  }

  private List<String> plan(PageQuery query) throws SQLException {
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
    List<TaskFilter.Criterion> all =
        List.of(
            new TaskFilter.OfType("image"),
            new TaskFilter.InState(TaskState.FAILED),
            new TaskFilter.Tagged("vip"),
            new TaskFilter.FailedWith("boom"),
            new TaskFilter.OfGroup(GroupId.fresh(NOON)),
            new TaskFilter.OfUser("anna"));
    TaskFilter always =
        TaskFilter.of("acme", Origin.CLIENT)
            .with(new TaskFilter.CreatedAfter(NOON.minusSeconds(60)))
            .with(new TaskFilter.CreatedBefore(NOON.plusSeconds(60)))
            .with(new TaskFilter.EndedAfter(NOON.minusSeconds(30)))
            .with(new TaskFilter.EndedBefore(NOON.plusSeconds(30)));
    List<TaskFilter> filters = new ArrayList<>();
    for (int bits = 0; bits < 64; bits++) {
      TaskFilter filter = always;
      for (int bit = 0; bit < all.size(); bit++) {
        filter = (bits >> bit & 1) == 1 ? filter.with(all.get(bit)) : filter;
      }
      filters.add(filter);
    }
    return filters.stream();
  }
}
