package dev.offload.ingest.view;

import dev.offload.ingest.view.QueueCounts.Place;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.WaitingFor.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a batch into the tables. Of several versions of one task only the last is written.
///
/// Tenant, origin, queue, type, priority, tags, group, user and creation of a task never change,
/// so an update leaves those columns and their indexes alone.
final class SqliteWriter implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement find;
  private final PreparedStatement insert;
  private final PreparedStatement update;
  private final PreparedStatement delete;
  private final PreparedStatement body;
  private final PreparedStatement insertTag;
  private final PreparedStatement deleteTag;
  private final NamedFilesTable namedFiles;
  private final PreparedStatement saveProgress;
  private final PreparedStatement deleteProgress;
  private final GroupsTable groups;
  private final PreparedStatement savePosition;

  SqliteWriter(Connection connection) throws SQLException {
    this.connection = connection;
    find =
        connection.prepareStatement(
            "SELECT seq, version, queue, tenant, state, waits_for, open_since FROM tasks WHERE id = ?");
    insert =
        connection.prepareStatement(
            """
            INSERT INTO tasks
              (id, tenant, origin, queue, type, created, priority,
               grp, user, version, state, waits_for, open_since, finished, error_code, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
    update =
        connection.prepareStatement(
            """
            UPDATE tasks
            SET version = ?, state = ?, waits_for = ?, open_since = ?, finished = ?,
              error_code = ?, body = ?
            WHERE seq = ?
            """);
    delete = connection.prepareStatement("DELETE FROM tasks WHERE seq = ?");
    body = connection.prepareStatement("SELECT body FROM tasks WHERE seq = ?");
    insertTag =
        connection.prepareStatement(
            "INSERT OR IGNORE INTO tags (tenant, origin, tag, created, id) VALUES (?, ?, ?, ?, ?)");
    deleteTag =
        connection.prepareStatement(
            """
            DELETE FROM tags
            WHERE tenant = ? AND origin = ? AND tag = ? AND created = ? AND id = ?
            """);
    namedFiles = new NamedFilesTable(connection);
    saveProgress =
        connection.prepareStatement(
            """
            INSERT INTO progress (id, attempt, body) VALUES (?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET attempt = excluded.attempt, body = excluded.body
            WHERE excluded.attempt >= progress.attempt
            """);
    deleteProgress = connection.prepareStatement("DELETE FROM progress WHERE id = ?");
    groups = new GroupsTable(connection);
    savePosition =
        connection.prepareStatement(
            "REPLACE INTO positions (topic, partition, next) VALUES (?, ?, ?)");
  }

  /// A task before and after the batch.
  private static final class Row {
    private final long seq;
    private final Place before;
    private TaskState state;
    private Instant since;
    private long version;
    private WrittenTask after;
    private boolean isRemoved;

    private Row(long seq, long version, Place before, TaskState state, Instant since) {
      this.seq = seq;
      this.version = version;
      this.before = before;
      this.state = state;
      this.since = since;
    }

    private static Row absent() {
      return new Row(0, 0, null, null, null);
    }

    private boolean isStored() {
      return seq != 0;
    }

    private boolean isTouched() {
      return after != null || isRemoved;
    }

    private boolean accept(WrittenTask written, Instant at) {
      Task task = written.task();
      if (task.version() <= version) {
        return false;
      }
      since = task.state() == state ? since : at;
      state = task.state();
      version = task.version();
      after = written;
      return true;
    }

    private boolean remove() {
      if (version == 0) {
        return false;
      }
      version = 0;
      state = null;
      after = null;
      isRemoved = true;
      return true;
    }

    private Place placeAfter() {
      return after == null ? null : Place.of(after.task());
    }
  }

  /// Writes and commits, then updates what is counted. Rolls everything back if a part fails.
  List<ViewChange> apply(ViewBatch batch, QueueCounts queues, LiveGroups groups)
      throws SQLException {
    try {
      List<ViewChange> news = new ArrayList<>(batch.changes().size());
      Map<TaskId, Row> rows = new LinkedHashMap<>();
      for (ViewChange change : batch.changes()) {
        if (take(change, rows)) {
          news.add(change);
        }
      }
      for (Map.Entry<TaskId, Row> entry : rows.entrySet()) {
        if (entry.getValue().isTouched()) {
          write(Sql.bytes(entry.getKey()), entry.getValue());
        }
      }
      savePositions(batch);
      connection.commit();
      rows.values().stream()
          .filter(Row::isTouched)
          .forEach(row -> queues.move(row.before, row.placeAfter()));
      news.forEach(groups::note);
      return news;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }

  private boolean take(ViewChange change, Map<TaskId, Row> rows) throws SQLException {
    return switch (change) {
      case ViewChange.Saved(WrittenTask written, Instant at) ->
          row(written.task().id(), rows).accept(written, at);
      case ViewChange.Removed(TaskId id) -> row(id, rows).remove();
      case ViewChange.Progressed(TaskProgress progress) -> save(progress);
      case ViewChange.GroupSaved(GroupStatus group) -> groups.save(group);
      case ViewChange.GroupRemoved(GroupId id) -> groups.remove(id);
    };
  }

  private Row row(TaskId id, Map<TaskId, Row> rows) throws SQLException {
    Row known = rows.get(id);
    if (known == null) {
      known = load(id);
      rows.put(id, known);
    }
    return known;
  }

  private Row load(TaskId id) throws SQLException {
    find.setBytes(1, Sql.bytes(id));
    try (ResultSet found = find.executeQuery()) {
      if (!found.next()) {
        return Row.absent();
      }
      TaskState state = TaskState.parse(found.getString(5));
      Place place =
          state.hasEnded()
              ? null
              : new Place(
                  found.getString(3), found.getString(4), state, Sql.reason(found.getString(6)));
      Instant since = state.hasEnded() ? null : Sql.instant(found.getLong(7));
      return new Row(found.getLong(1), found.getLong(2), place, state, since);
    }
  }

  private void write(byte[] id, Row row) throws SQLException {
    if (row.isRemoved) {
      deleteProgress.setBytes(1, id);
      deleteProgress.executeUpdate();
      if (row.isStored()) {
        remove(row.seq);
      }
    }
    if (row.after == null) {
      return;
    }
    if (row.isStored() && !row.isRemoved) {
      update(row);
    } else {
      insert(id, row);
    }
  }

  private void insert(byte[] id, Row row) throws SQLException {
    Task task = row.after.task();
    insert.setBytes(1, id);
    insert.setString(2, task.tenant());
    insert.setString(3, task.origin().name());
    insert.setString(4, task.queue());
    insert.setString(5, task.type());
    insert.setLong(6, Sql.nanos(task.createdAt()));
    insert.setInt(7, task.placement().priority());
    setGroup(task);
    insert.setString(9, task.user());
    setChanging(insert, 10, row);
    insert.executeUpdate();
    changeTags(insertTag, id, task);
    namedFiles.add(task);
  }

  private void setGroup(Task task) throws SQLException {
    if (task.group() == null) {
      insert.setNull(8, java.sql.Types.BLOB);
    } else {
      insert.setBytes(8, Sql.bytes(task.group()));
    }
  }

  private void update(Row row) throws SQLException {
    Task task = row.after.task();
    namedFiles.remove(task.id());
    namedFiles.add(task);
    setChanging(update, 1, row);
    update.setLong(8, row.seq);
    update.executeUpdate();
  }

  private void remove(long seq) throws SQLException {
    Task task;
    body.setLong(1, seq);
    try (ResultSet found = body.executeQuery()) {
      task = Sql.read(found.getBytes(1), Task.class);
    }
    changeTags(deleteTag, Sql.bytes(task.id()), task);
    namedFiles.remove(task.id());
    delete.setLong(1, seq);
    delete.executeUpdate();
  }

  private static void changeTags(PreparedStatement change, byte[] id, Task task)
      throws SQLException {
    for (String tag : task.tags()) {
      change.setString(1, task.tenant());
      change.setString(2, task.origin().name());
      change.setString(3, tag);
      change.setLong(4, Sql.nanos(task.createdAt()));
      change.setBytes(5, id);
      change.executeUpdate();
    }
  }

  /// The seven columns that change with a task, from number `first` on.
  private static void setChanging(PreparedStatement statement, int first, Row row)
      throws SQLException {
    Task task = row.after.task();
    statement.setLong(first, task.version());
    statement.setString(first + 1, task.state().toString());
    Reason reason = Place.reason(task);
    statement.setString(first + 2, reason == null ? null : reason.toString());
    setTime(statement, first + 3, task.state().hasEnded() ? null : row.since);
    setTime(statement, first + 4, task.finishedAt());
    statement.setString(first + 5, task.error() == null ? null : task.error().code());
    statement.setBytes(first + 6, row.after.json().get());
  }

  private static void setTime(PreparedStatement statement, int column, Instant time)
      throws SQLException {
    if (time == null) {
      statement.setNull(column, java.sql.Types.INTEGER);
    } else {
      statement.setLong(column, Sql.nanos(time));
    }
  }

  private boolean save(TaskProgress progress) throws SQLException {
    saveProgress.setBytes(1, Sql.bytes(progress.taskId()));
    saveProgress.setInt(2, progress.attempt());
    saveProgress.setBytes(3, Sql.json(progress));
    return saveProgress.executeUpdate() == 1;
  }

  private void savePositions(ViewBatch batch) throws SQLException {
    for (Map.Entry<Integer, Long> position : batch.positions().entrySet()) {
      savePosition.setString(1, batch.topic());
      savePosition.setInt(2, position.getKey());
      savePosition.setLong(3, position.getValue());
      savePosition.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
