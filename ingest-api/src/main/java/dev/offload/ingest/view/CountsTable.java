package dev.offload.ingest.view;

import dev.offload.ingest.view.QueueCounts.Place;
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

  /// Moves tasks from their places before the batch to those after it.
  void move(Iterable<TaskRow> rows) throws SQLException {
    Map<Place, Integer> moves = new HashMap<>();
    for (TaskRow row : rows) {
      if (row.isTouched()) {
        note(moves, row.placeBefore(), -1);
        note(moves, row.placeAfter(), 1);
      }
    }
    for (Map.Entry<Place, Integer> move : moves.entrySet()) {
      Place place = move.getKey();
      add.setString(1, Sql.text(place.queue()));
      add.setString(2, Sql.text(place.tenant()));
      add.setString(3, place.state().toString());
      add.setString(4, place.reason() == null ? "" : place.reason().toString());
      add.setInt(5, move.getValue());
      add.addBatch();
    }
    add.executeBatch();
  }

  private static void note(Map<Place, Integer> moves, Place place, int many) {
    if (place != null) {
      moves.merge(place, many, CountsTable::sumOrNone);
    }
  }

  private static Integer sumOrNone(int one, int other) {
    return one + other == 0 ? null : one + other;
  }

  void forget() throws SQLException {
    add.clearBatch();
  }
}
