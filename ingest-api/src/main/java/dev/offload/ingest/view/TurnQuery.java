package dev.offload.ingest.view;

import dev.offload.schemas.task.WaitingFor.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// How many tasks of a tenant are before one of its queued tasks. What is in no line was handed out
/// and comes before what is in line. In line, the most urgent is first, and of these the oldest.
record TurnQuery(String tenant, String queue, Reason reason, int priority, long since) {
  private static final String ITSELF =
      """
      SELECT queue, waits_for, priority, open_since FROM tasks
      WHERE id = ? AND tenant = ? AND state = 'queued'
      """;

  private static final String OTHERS =
      """
      SELECT 1 FROM tasks INDEXED BY tasks_in_turn
      WHERE state = 'queued' AND tenant = ? AND queue = ? AND waits_for\s""";

  /// Empty if the task is not queued, or waits for something else than its turn.
  static OptionalInt before(Connection connection, String tenant, byte[] id, int most)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(ITSELF)) {
      query.setBytes(1, id);
      query.setString(2, tenant);
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          return OptionalInt.empty();
        }
        Reason reason = Sql.reason(rows.getString(2));
        TurnQuery turn =
            new TurnQuery(tenant, rows.getString(1), reason, rows.getInt(3), rows.getLong(4));
        return reason == Reason.LIMIT
            ? OptionalInt.empty()
            : OptionalInt.of(turn.count(connection, most));
      }
    }
  }

  private int count(Connection connection, int most) throws SQLException {
    List<String> parts = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    if (reason == null) {
      add("IS NULL AND open_since < ?", parts, values, since);
    } else {
      add("IS NULL", parts, values);
      add("= 'turn' AND priority > ?", parts, values, priority);
      add("= 'turn' AND priority = ? AND open_since < ?", parts, values, priority, since);
    }
    String sql =
        "SELECT count(*) FROM (" + String.join(" UNION ALL ", parts) + " LIMIT " + most + ")";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        query.setObject(i + 1, values.get(i));
      }
      try (ResultSet rows = query.executeQuery()) {
        return rows.getInt(1);
      }
    }
  }

  private void add(String condition, List<String> parts, List<Object> values, Object... more) {
    parts.add(OTHERS + condition);
    values.add(tenant);
    values.add(queue);
    values.addAll(List.of(more));
  }
}
