package dev.offload.ingest.view;

import dev.offload.ingest.view.QueueCounts.CountKey;
import dev.offload.schemas.task.WaitingFor.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// The table of counts, as it is written.
final class CountsTable {
  private final PreparedStatement add;

  CountsTable(Connection connection) throws SQLException {
    add =
        connection.prepareStatement(
            """
            INSERT INTO counts (queue, tenant, state, waits_for, tasks, change)
            VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(change), 0) + 1 FROM counts))
            ON CONFLICT (queue, tenant, state, waits_for)
            DO UPDATE SET tasks = counts.tasks + excluded.tasks, change = excluded.change
            """);
  }

  /// Moves the tasks of a batch from the counts of their former keys to those of their new ones.
  void move(Iterable<TaskRow> rows) throws SQLException {
    Map<CountKey, Integer> moves = new HashMap<>();
    for (TaskRow row : rows) {
      if (row.isTouched()) {
        row.keyBefore().ifPresent(key -> note(moves, key, -1));
        row.keyAfter().ifPresent(key -> note(moves, key, 1));
      }
    }
    for (Map.Entry<CountKey, Integer> move : moves.entrySet()) {
      CountKey key = move.getKey();
      add.setString(1, Sql.text(key.queue()));
      add.setString(2, Sql.text(key.tenant()));
      add.setString(3, key.state().toString());
      add.setString(4, key.reason().map(Reason::toString).orElse(""));
      add.setInt(5, move.getValue());
      add.addBatch();
    }
    add.executeBatch();
  }

  private static void note(Map<CountKey, Integer> moves, CountKey key, int many) {
    moves.merge(key, many, CountsTable::sumOrNone);
  }

  private static Integer sumOrNone(int one, int other) {
    return one + other == 0 ? null : one + other;
  }

  void forget() throws SQLException {
    add.clearBatch();
  }
}
