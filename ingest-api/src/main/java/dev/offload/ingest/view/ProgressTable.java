package dev.offload.ingest.view;

import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// The table of how far tasks are, as it is written.
final class ProgressTable {
  private final PreparedStatement save;
  private final PreparedStatement delete;

  ProgressTable(Connection connection) throws SQLException {
    save =
        connection.prepareStatement(
            """
            INSERT INTO progress (id, attempt, body) VALUES (?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET attempt = excluded.attempt, body = excluded.body
            WHERE excluded.attempt >= progress.attempt
            """);
    delete = connection.prepareStatement("DELETE FROM progress WHERE id = ?");
  }

  /// For each, whether it counted: not if a later attempt has reported.
  boolean[] save(List<TaskProgress> all) throws SQLException {
    for (TaskProgress progress : all) {
      save.setBytes(1, Sql.bytes(progress.taskId()));
      save.setInt(2, progress.attempt());
      save.setBytes(3, Json.bytes(progress));
      save.addBatch();
    }
    int[] rows = save.executeBatch();
    boolean[] counted = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      counted[i] = rows[i] == 1;
    }
    return counted;
  }

  void remove(TaskId task) throws SQLException {
    delete.setBytes(1, Sql.bytes(task));
    delete.addBatch();
  }

  void flush() throws SQLException {
    delete.executeBatch();
  }

  void forget() throws SQLException {
    save.clearBatch();
    delete.clearBatch();
  }
}
