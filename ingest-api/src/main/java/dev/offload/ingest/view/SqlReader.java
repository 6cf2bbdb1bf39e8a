package dev.offload.ingest.view;

import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.task.TaskState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Answers questions from the tables, on its own threads, which see only whole batches. Lists and
/// single tasks have separate threads, and each tenant gets at most half of those for lists.
final class SqlReader implements AutoCloseable {
  private static final String SNAPSHOT =
      "SELECT t.body, p.body FROM tasks t LEFT JOIN progress p ON p.id = t.id ";

  private final Dialect dialect;
  private final QuestionLimits limits;
  private final QuestionThreads single;
  private final QuestionThreads lists;
  private final QuestionTurns turns;

  SqlReader(Dialect dialect, QuestionThreads.Opener opener, QuestionLimits limits)
      throws SQLException {
    this.dialect = dialect;
    this.limits = limits;
    this.turns = new QuestionTurns(Math.max(1, limits.listReaders() / 2));
    this.single = new QuestionThreads("read-task", limits.readers(), opener);
    try {
      this.lists = new QuestionThreads("list-tasks", limits.listReaders(), opener);
    } catch (SQLException | RuntimeException e) {
      single.close();
      throw e;
    }
  }

  private <T> T ask(Question.Query<T> query) {
    return single.ask(query, limits.answer());
  }

  private <T> T list(String tenant, Question.Query<T> query) {
    return turns.take(tenant, limits.answer(), left -> lists.ask(query, left));
  }

  /// By topic and partition.
  Map<String, Map<Integer, Long>> positions() {
    return ask(PositionsTable::read);
  }

  Optional<TaskSnapshot> snapshot(String tenant, TaskId id) {
    return ask(
            connection ->
                snapshots(
                    connection,
                    SNAPSHOT + "WHERE t.id = ? AND t.tenant = ?",
                    List.of(Sql.bytes(id), Sql.text(tenant))))
        .stream()
        .findFirst();
  }

  TaskSlice page(TaskFilter filter, Optional<PagePosition> after, int limit) {
    return list(
        filter.tenant(),
        connection -> ListReader.read(dialect, connection, limits, filter, after, limit));
  }

  /// Brings the counts up to date.
  void advance(QueueCounts counts) {
    boolean _ =
        ask(
            connection -> {
              counts.advance(connection);
              return true;
            });
  }

  Optional<Instant> oldestQueued(String tenant, String queue) {
    return ask(
        connection -> {
          List<Instant> oldest = new ArrayList<>();
          try (PreparedStatement query =
              connection.prepareStatement(
                  """
                  SELECT open_since FROM tasks
                  WHERE tenant = ? AND origin = ? AND queue = ? AND state = ?
                    AND open_since IS NOT NULL
                  ORDER BY open_since LIMIT 1
                  """)) {
            for (Origin origin : Origin.values()) {
              query.setString(1, Sql.text(tenant));
              query.setString(2, origin.name());
              query.setString(3, Sql.text(queue));
              query.setString(4, TaskState.QUEUED.toString());
              try (ResultSet rows = query.executeQuery()) {
                if (rows.next()) {
                  oldest.add(Sql.instant(rows.getLong(1)));
                }
              }
            }
          }
          return oldest.stream().min(Comparator.naturalOrder());
        });
  }

  Optional<GroupStatus> group(String tenant, GroupId id) {
    return ask(connection -> GroupsTable.find(connection, tenant, id));
  }

  GroupSlice groups(String tenant, Optional<GroupState> state, Optional<GroupId> after, int limit) {
    return list(
        tenant,
        connection ->
            GroupsTable.page(connection, tenant, state, after, limit, limits.pageBytes()));
  }

  List<GroupStatus> liveGroups() {
    return ask(GroupsTable::live);
  }

  Optional<GroupId> groupNaming(String tenant, String file) {
    return ask(connection -> GroupsTable.naming(connection, tenant, file));
  }

  OptionalInt before(String tenant, TaskId id, int most) {
    return ask(
        connection -> TurnQuery.before(dialect, connection, Sql.text(tenant), Sql.bytes(id), most));
  }

  Optional<TaskId> naming(String tenant, String file) {
    return ask(connection -> NamedFilesTable.naming(connection, tenant, file));
  }

  private static List<TaskSnapshot> snapshots(
      Connection connection, String sql, List<Object> parameters) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        query.setObject(i + 1, parameters.get(i));
      }
      List<TaskSnapshot> snapshots = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          Task task = Sql.read(rows.getBytes(1), Task.class);
          Optional<byte[]> progress = Optional.ofNullable(rows.getBytes(2));
          snapshots.add(
              TaskSnapshot.of(task, progress.map(json -> Sql.read(json, TaskProgress.class))));
        }
      }
      return snapshots;
    }
  }

  @Override
  public void close() {
    lists.close();
    single.close();
  }
}
