package dev.offload.ingest.view;

import static dev.offload.ingest.rig.TestTasks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.WaitingFor.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What PostgreSQL's planner makes of the queries when there are many tasks, most of them of one
/// tenant that have succeeded.
class PostgresPlansIT {
  private static final int TASKS = 30_000;

  /// Nanoseconds since 1970, as in the table.
  private static final long BEGIN = Sql.nanos(NOON) - TASKS * 1_000_000L;

  private static PostgresDatabase database;
  private static Connection connection;

  @BeforeAll
  static void fill() throws SQLException {
    PostgresServer server = PostgresForTests.shared().view();
    ViewSource source = new ViewSource("c", () -> Map.of(), Duration.ofDays(1));
    database =
        new PostgresDatabase(
            server, new PostgresSchemas(server, source).open(NOON, Optional.empty()));
    PostgresForTests.execute(
        server,
        """
        INSERT INTO tasks (id, tenant, origin, queue, type, created, priority, version, state,
          waits_for, open_since, finished, error_code, grp, usr, body)
        SELECT decode(lpad(to_hex(n), 32, '0'), 'hex'),
          CASE WHEN n %% 50 = 0 THEN 'other' ELSE 'acme' END, 'CLIENT', 'image',
          CASE WHEN n %% 3 = 0 THEN 'email' ELSE 'image' END, %1$d + n * 1000000, 4, 3,
          CASE WHEN n %% 100 = 1 THEN 'failed' WHEN n %% 200 = 2 THEN 'queued' ELSE 'succeeded' END,
          CASE WHEN n %% 200 = 2 AND n %% 400 <> 2 THEN 'turn' END,
          CASE WHEN n %% 200 = 2 THEN %1$d + n * 1000000 END,
          CASE WHEN n %% 200 <> 2 THEN %1$d + n * 1000000 + 5000000 END,
          CASE WHEN n %% 100 = 1 THEN 'boom' END,
          CASE WHEN n %% 20 = 3 THEN decode(lpad(to_hex(n / 1000), 32, '0'), 'hex') END,
          CASE WHEN n %% 10 = 4 THEN 'anna' END, decode(repeat('00', 300), 'hex')
        FROM generate_series(1::bigint, %2$d) n
        """
            .formatted(BEGIN, TASKS));
    PostgresForTests.execute(
        server,
        """
        INSERT INTO tags (tenant, origin, tag, created, id)
        SELECT tenant, origin, 'vip', created, id FROM tasks WHERE usr IS NOT NULL
        """);
    PostgresForTests.execute(
        server,
        """
        INSERT INTO progress (id, attempt, body) SELECT id, 1, decode('7b7d', 'hex') FROM tasks
        WHERE state = 'succeeded'
        """);
    PostgresForTests.execute(server, "ANALYZE");
    connection = database.openToRead(Duration.ofSeconds(30));
  }

  @AfterAll
  static void close() throws SQLException {
    if (connection != null) {
      connection.close();
    }
  }

  static List<TaskFilter> filters() {
    return PageQueryTest.filters().toList();
  }

  @ParameterizedTest
  @MethodSource("filters")
  void everyFilterReadsARangeOfEachIndexThatServesIt(TaskFilter all) throws SQLException {
    PagePosition place = new PagePosition(NOON.minusSeconds(5), TaskId.fresh(NOON));
    PagePosition last = new PagePosition(NOON.minusSeconds(7), TaskId.fresh(NOON));
    for (TaskFilter filter : List.of(all, withoutTimes(all), withShortEnd(all))) {
      for (ListIndex index : ListIndex.values()) {
        if (index.canServe(filter) && index.isInOrder()) {
          assertReads(
              index, PageQuery.count(Dialect.POSTGRES, index, filter, Optional.of(place), 2000));
          assertReads(
              index, PageQuery.place(Dialect.POSTGRES, index, filter, Optional.of(place), 2000));
          assertReads(
              index,
              PageQuery.tasks(
                  Dialect.POSTGRES, index, filter, Optional.of(place), Optional.of(last), 50));
        }
        if (index.canServe(filter) && index.isAllOf(filter)) {
          assertReads(
              index,
              PageQuery.tasks(
                  Dialect.POSTGRES, index, filter, Optional.empty(), Optional.empty(), 50));
        }
      }
    }
    ListIndex byEnd = ListIndex.BY_END;
    TaskFilter filter = withShortEnd(all);
    assertReads(byEnd, PageQuery.count(Dialect.POSTGRES, byEnd, filter, Optional.empty(), 2000));
    assertReads(
        byEnd,
        PageQuery.tasks(Dialect.POSTGRES, byEnd, filter, Optional.empty(), Optional.empty(), 50));
  }

  /// With an end in two seconds, in which 2,000 tasks have ended.
  private static TaskFilter withShortEnd(TaskFilter filter) {
    return filter
        .with(new TaskFilter.EndedAfter(NOON.minusSeconds(9)))
        .with(new TaskFilter.EndedBefore(NOON.minusSeconds(7)));
  }

  private static TaskFilter withoutTimes(TaskFilter filter) {
    return new TaskFilter(
        filter.tenant(),
        filter.origin(),
        filter.criteria().stream()
            .filter(
                one ->
                    !(one instanceof TaskFilter.CreatedAfter
                        || one instanceof TaskFilter.CreatedBefore
                        || one instanceof TaskFilter.EndedAfter
                        || one instanceof TaskFilter.EndedBefore))
            .toList());
  }

  /// The range is read by the named index. Rows of other tables are looked up one by one.
  private static void assertReads(ListIndex index, PageQuery query) throws SQLException {
    List<String> plan = plan(query);
    assertThat(plan)
        .as(query.sql())
        .anyMatch(step -> step.contains("using " + index.index() + " on"))
        .noneMatch(step -> step.contains("Seq Scan") || step.contains("Bitmap"));
    if (index.isInOrder()) {
      assertThat(plan).as(query.sql()).noneMatch(step -> step.contains("Sort"));
    }
  }

  @Test
  void placeInLineIsCountedByItsIndex() throws SQLException {
    for (Optional<Reason> reason : List.of(Optional.<Reason>empty(), Optional.of(Reason.TURN))) {
      PageQuery query =
          new TurnQuery("acme", "image", reason, 4, Sql.nanos(NOON))
              .counting(Dialect.POSTGRES, 1000);

      assertThat(plan(query))
          .anyMatch(step -> step.contains("using tasks_in_turn on"))
          .noneMatch(step -> step.contains("Seq Scan"));
    }
  }

  @Test
  void tasksThatEndedBeforeTheyWereMadeHaveAnIndex() throws SQLException {
    TaskFilter filter = TaskFilter.of("acme", Origin.CLIENT);

    assertThat(plan(PageQuery.endedBeforeItWasMade(Dialect.POSTGRES, filter, NOON)))
        .anyMatch(step -> step.contains("using tasks_ended_before_made on"));
  }

  @Test
  void failedTasksAreFoundAmongManyThatSucceeded() throws SQLException {
    TaskFilter failed =
        TaskFilter.of("acme", Origin.CLIENT).with(new TaskFilter.InState(TaskState.FAILED));
    PageQuery page =
        PageQuery.tasks(
            Dialect.POSTGRES, ListIndex.OF_STATE, failed, Optional.empty(), Optional.empty(), 50);

    assertThat(explain("EXPLAIN (ANALYZE) ", page))
        .noneMatch(step -> step.contains("Rows Removed by Filter"));
  }

  private static List<String> plan(PageQuery query) throws SQLException {
    return explain("EXPLAIN ", query);
  }

  private static List<String> explain(String how, PageQuery query) throws SQLException {
    List<String> plan = new ArrayList<>();
    try (var explain = new PageQuery(how + query.sql(), query.parameters()).prepare(connection);
        var rows = explain.executeQuery()) {
      while (rows.next()) {
        plan.add(rows.getString(1));
      }
    }
    return plan;
  }
}
