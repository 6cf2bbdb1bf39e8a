package dev.offload.ingest.view;

import dev.offload.schemas.task.WaitingFor.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How many tasks of a tenant are before one of its queued tasks. What is in no line was handed out
/// and comes before what is in line. In line, the most urgent is first, and of these the oldest.
///
/// @param reason what it waits for; empty if it was handed out
record TurnQuery(String tenant, String queue, Optional<Reason> reason, int priority, long since) {
  private static final String ITSELF =
      """
      SELECT queue, waits_for, priority, open_since FROM tasks
      WHERE id = ? AND tenant = ? AND state = 'queued'
      """;

  private static final String OTHERS =
      "SELECT 1 FROM %s WHERE state = 'queued' AND tenant = ? AND queue = ? AND waits_for ";

  /// Empty if the task is not queued, or waits for something else than its turn.
  static OptionalInt before(
      Dialect dialect, Connection connection, String tenant, byte[] id, int most)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(ITSELF)) {
      query.setBytes(1, id);
      query.setString(2, tenant);
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          return OptionalInt.empty();
        }
        Optional<Reason> reason = Optional.ofNullable(rows.getString(2)).map(Reason::parse);
        TurnQuery turn =
            new TurnQuery(tenant, rows.getString(1), reason, rows.getInt(3), rows.getLong(4));
        return reason.equals(Optional.of(Reason.LIMIT))
            ? OptionalInt.empty()
            : OptionalInt.of(turn.count(dialect, connection, most));
      }
    }
  }

  private int count(Dialect dialect, Connection connection, int most) throws SQLException {
    PageQuery counting = counting(dialect, most);
    try (PreparedStatement query = counting.prepare(connection);
        ResultSet rows = query.executeQuery()) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  /// How many are before it, counted up to `most`.
  PageQuery counting(Dialect dialect, int most) {
    List<String> parts = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    String others = OTHERS.formatted(dialect.indexed("tasks", "t", "tasks_in_turn"));
    if (reason.isEmpty()) {
      add(others + "IS NULL AND open_since < ?", parts, values, since);
    } else {
      add(others + "IS NULL", parts, values);
      add(others + "= 'turn' AND priority > ?", parts, values, priority);
      add(others + "= 'turn' AND priority = ? AND open_since < ?", parts, values, priority, since);
    }
    values.add(most);
    return new PageQuery(
        "SELECT count(*) FROM (" + String.join(" UNION ALL ", parts) + " LIMIT ?) AS others",
        values);
  }

  private void add(String part, List<String> parts, List<Object> values, Object... more) {
    parts.add(part);
    values.add(tenant);
    values.add(queue);
    values.addAll(List.of(more));
  }
}
