package dev.offload.ingest.view;

import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The table that says which task names which file.
final class NamedFilesTable {

  /// The file under which a task is listed that does not tell which files it names. It may name
  /// any.
  private static final String ANY = "";

  private final PreparedStatement insert;
  private final PreparedStatement delete;

  NamedFilesTable(Connection connection) throws SQLException {
    insert =
        connection.prepareStatement(
            """
            INSERT INTO named_files (tenant, file, task) VALUES (?, ?, ?)
            ON CONFLICT (tenant, file, task) DO NOTHING
            """);
    delete = connection.prepareStatement("DELETE FROM named_files WHERE task = ?");
  }

  /// Adds what the task names, with [#flush].
  void add(Task task) throws SQLException {
    for (String file : task.namedFiles().orElse(List.of(ANY))) {
      insert.setString(1, Sql.text(task.tenant()));
      insert.setString(2, Sql.text(file));
      insert.setString(3, task.id().toString());
      insert.addBatch();
    }
  }

  /// Removes what the task named, with [#flush], before anything is added.
  void remove(TaskId task) throws SQLException {
    delete.setString(1, task.toString());
    delete.addBatch();
  }

  void flush() throws SQLException {
    delete.executeBatch();
    insert.executeBatch();
  }

  void forget() throws SQLException {
    delete.clearBatch();
    insert.clearBatch();
  }

  /// A task that names `file`, or may name it.
  static Optional<TaskId> naming(Connection connection, String tenant, String file)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT task FROM named_files WHERE tenant = ? AND file IN (?, ?)
            ORDER BY file DESC LIMIT 1
            """)) {
      query.setString(1, Sql.text(tenant));
      query.setString(2, Sql.text(file));
      query.setString(3, ANY);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? TaskId.tryParse(rows.getString(1)) : Optional.empty();
      }
    }
  }
}
