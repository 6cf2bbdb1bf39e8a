package dev.offload.ingest.view;

import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes a batch into the tables. Of several versions of one task only the last is written.
final class SqlWriter implements AutoCloseable {
  private final Connection connection;
  private final TasksTable tasks;
  private final NamedFilesTable namedFiles;
  private final ProgressTable progress;
  private final GroupsTable groups;
  private final CountsTable counts;
  private final PositionsTable positions;

  /// Makes sure, inside the transaction of a batch, that nobody else writes.
  interface Fence {
    void check(Connection connection) throws SQLException;
  }

  /// `connection` does not commit by itself.
  SqlWriter(Connection connection) throws SQLException {
    this.connection = connection;
    tasks = new TasksTable(connection);
    namedFiles = new NamedFilesTable(connection);
    progress = new ProgressTable(connection);
    groups = new GroupsTable(connection);
    counts = new CountsTable(connection);
    positions = new PositionsTable(connection);
  }

  /// Writes and commits. Rolls everything back if a part fails.
  ///
  /// @return the changes that had an effect, in order
  List<ViewChange> apply(ViewBatch batch, Fence fence) throws SQLException {
    try {
      fence.check(connection);
      List<ViewChange> news = write(batch.changes());
      positions.save(batch.topic(), batch.positions());
      connection.commit();
      return news;
    } catch (SQLException | RuntimeException e) {
      undo(e);
      throw e;
    }
  }

  private void undo(Exception failure) {
    try {
      connection.rollback();
      tasks.forget();
      namedFiles.forget();
      progress.forget();
      counts.forget();
      positions.forget();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private List<ViewChange> write(List<ViewChange> changes) throws SQLException {
    Map<TaskId, TaskRow> rows = rows(changes);
    boolean[] progressed = progress.save(progressOf(changes));
    int reports = 0;
    List<ViewChange> news = new ArrayList<>(changes.size());
    for (ViewChange change : changes) {
      boolean isNew =
          switch (change) {
            case ViewChange.Saved(WrittenTask written, Instant at) ->
                rows.get(written.task().id()).accept(written, at);
            case ViewChange.Removed(TaskId id) -> rows.get(id).remove();
            case ViewChange.Progressed _ -> progressed[reports++];
            case ViewChange.GroupSaved(GroupStatus group) -> groups.save(group);
            case ViewChange.GroupRemoved(GroupId id) -> groups.remove(id);
          };
      if (isNew) {
        news.add(change);
      }
    }
    write(rows);
    return news;
  }

  /// The tasks that are to change, as they are stored.
  private Map<TaskId, TaskRow> rows(List<ViewChange> changes) throws SQLException {
    Map<TaskId, TaskRow> rows = new LinkedHashMap<>();
    for (ViewChange change : changes) {
      switch (change) {
        case ViewChange.Saved(WrittenTask written, _) ->
            rows.put(written.task().id(), TaskRow.absent());
        case ViewChange.Removed(TaskId id) -> rows.put(id, TaskRow.absent());
        case ViewChange.Progressed _, ViewChange.GroupSaved _, ViewChange.GroupRemoved _ -> {
          // Nothing of the table of tasks.
        }
      }
    }
    tasks.find(Set.copyOf(rows.keySet()), rows);
    return rows;
  }

  private static List<TaskProgress> progressOf(List<ViewChange> changes) {
    return changes.stream()
        .filter(ViewChange.Progressed.class::isInstance)
        .map(change -> ((ViewChange.Progressed) change).progress())
        .toList();
  }

  /// What is removed goes first: a task may come again under its old id.
  private void write(Map<TaskId, TaskRow> rows) throws SQLException {
    for (Map.Entry<TaskId, TaskRow> one : rows.entrySet()) {
      if (one.getValue().loses()) {
        progress.remove(one.getKey());
      }
      if (one.getValue().losesStored() || one.getValue().isUpdated()) {
        namedFiles.remove(one.getKey());
      }
    }
    tasks.remove(
        rows.entrySet().stream()
            .filter(one -> one.getValue().losesStored())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()));
    for (TaskRow row : rows.values()) {
      if (row.isNew()) {
        tasks.insert(row);
        namedFiles.add(row.task());
      } else if (row.isUpdated()) {
        tasks.update(row);
        namedFiles.add(row.task());
      }
    }
    tasks.flush();
    progress.flush();
    namedFiles.flush();
    counts.move(rows.values());
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
