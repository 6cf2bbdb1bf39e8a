package dev.offload.ingest.view;

import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.WaitingFor.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The tables of tasks and of their tags, as they are written. What is asked for is sent with
/// [#flush].
///
/// Tenant, origin, queue, type, priority, tags, group, user and creation of a task never change,
/// so an update leaves those columns and their indexes alone.
final class TasksTable {
  private final RowsById find;
  private final RowsById bodies;
  private final PreparedStatement insert;
  private final PreparedStatement update;
  private final PreparedStatement delete;
  private final PreparedStatement insertTag;
  private final PreparedStatement deleteTag;

  TasksTable(Connection connection) throws SQLException {
    find = new RowsById(connection, "SELECT " + TaskRow.COLUMNS + " FROM tasks WHERE id IN");
    bodies = new RowsById(connection, "SELECT body FROM tasks WHERE id IN");
    insert =
        connection.prepareStatement(
            """
            INSERT INTO tasks
              (id, tenant, origin, queue, type, created, priority,
               grp, usr, version, state, waits_for, open_since, finished, error_code, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
    update =
        connection.prepareStatement(
            """
            UPDATE tasks
            SET version = ?, state = ?, waits_for = ?, open_since = ?, finished = ?,
              error_code = ?, body = ?
            WHERE id = ?
            """);
    delete = connection.prepareStatement("DELETE FROM tasks WHERE id = ?");
    insertTag =
        connection.prepareStatement(
            """
            INSERT INTO tags (tenant, origin, tag, created, id) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (tenant, origin, tag, created, id) DO NOTHING
            """);
    deleteTag =
        connection.prepareStatement(
            """
            DELETE FROM tags
            WHERE tenant = ? AND origin = ? AND tag = ? AND created = ? AND id = ?
            """);
  }

  /// The rows of these tasks, as far as there are any.
  void find(Collection<TaskId> ids, Map<TaskId, TaskRow> into) throws SQLException {
    find.read(ids, row -> into.put(Sql.taskId(row.getBytes(1)), TaskRow.read(row)));
  }

  /// Removes stored tasks with their tags. Returns them.
  List<Task> remove(Collection<TaskId> ids) throws SQLException {
    List<Task> removed = new ArrayList<>();
    bodies.read(ids, row -> removed.add(Sql.read(row.getBytes(1), Task.class)));
    for (Task task : removed) {
      changeTags(deleteTag, task);
      delete.setBytes(1, Sql.bytes(task.id()));
      delete.addBatch();
    }
    deleteTag.executeBatch();
    delete.executeBatch();
    return removed;
  }

  void insert(TaskRow row) throws SQLException {
    Task task = row.task();
    insert.setBytes(1, Sql.bytes(task.id()));
    insert.setString(2, Sql.text(task.tenant()));
    insert.setString(3, task.origin().name());
    insert.setString(4, Sql.text(task.queue()));
    insert.setString(5, Sql.text(task.type()));
    insert.setLong(6, Sql.nanos(task.createdAt()));
    insert.setInt(7, task.placement().priority());
    insert.setBytes(8, task.group() == null ? null : Sql.bytes(task.group()));
    insert.setString(9, Sql.text(task.user()));
    setChanging(insert, 10, row);
    insert.addBatch();
    changeTags(insertTag, task);
  }

  void update(TaskRow row) throws SQLException {
    setChanging(update, 1, row);
    update.setBytes(8, Sql.bytes(row.task().id()));
    update.addBatch();
  }

  void flush() throws SQLException {
    insert.executeBatch();
    update.executeBatch();
    insertTag.executeBatch();
  }

  void forget() throws SQLException {
    for (PreparedStatement one : List.of(insert, update, delete, insertTag, deleteTag)) {
      one.clearBatch();
    }
  }

  private static void changeTags(PreparedStatement change, Task task) throws SQLException {
    for (String tag : task.tags()) {
      change.setString(1, Sql.text(task.tenant()));
      change.setString(2, task.origin().name());
      change.setString(3, Sql.text(tag));
      change.setLong(4, Sql.nanos(task.createdAt()));
      change.setBytes(5, Sql.bytes(task.id()));
      change.addBatch();
    }
  }

  /// The seven columns that change with a task, from number `first` on.
  private static void setChanging(PreparedStatement statement, int first, TaskRow row)
      throws SQLException {
    Task task = row.task();
    statement.setLong(first, task.version());
    statement.setString(first + 1, task.state().toString());
    statement.setString(
        first + 2, QueueCounts.CountKey.reason(task).map(Reason::toString).orElse(null));
    setTime(statement, first + 3, task.state().hasEnded() ? null : row.since());
    setTime(statement, first + 4, task.finishedAt());
    statement.setString(first + 5, task.error() == null ? null : Sql.text(task.error().code()));
    statement.setBytes(first + 6, row.json());
  }

  private static void setTime(PreparedStatement statement, int column, Instant time)
      throws SQLException {
    if (time == null) {
      statement.setNull(column, Types.BIGINT);
    } else {
      statement.setLong(column, Sql.nanos(time));
    }
  }
}
