package dev.offload.ingest.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// The table that says how far each topic has been read.
final class PositionsTable {
  private final PreparedStatement save;

  PositionsTable(Connection connection) throws SQLException {
    save =
        connection.prepareStatement(
            """
            INSERT INTO positions (topic, partition, next) VALUES (?, ?, ?)
            ON CONFLICT (topic, partition) DO UPDATE SET next = excluded.next
            """);
  }

  void save(String topic, Map<Integer, Long> positions) throws SQLException {
    for (Map.Entry<Integer, Long> position : positions.entrySet()) {
      save.setString(1, topic);
      save.setInt(2, position.getKey());
      save.setLong(3, position.getValue());
      save.addBatch();
    }
    save.executeBatch();
  }

  void forget() throws SQLException {
    save.clearBatch();
  }

  /// By topic and partition.
  static Map<String, Map<Integer, Long>> read(Connection connection) throws SQLException {
    Map<String, Map<Integer, Long>> positions = new HashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement("SELECT topic, partition, next FROM positions");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        positions
            .computeIfAbsent(rows.getString(1), _ -> new HashMap<>())
            .put(rows.getInt(2), rows.getLong(3));
      }
    }
    return positions;
  }
}
