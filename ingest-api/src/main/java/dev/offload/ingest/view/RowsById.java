package dev.offload.ingest.view;

import dev.offload.schemas.task.TaskId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A query for the rows of tasks, many at once: over a network each question costs its way there
/// and back.
final class RowsById {
  private static final int MOST = 256;

  private final Connection connection;
  private final String sql;
  private final Map<Integer, PreparedStatement> prepared = new HashMap<>();

  /// Takes the row that a result set stands on.
  interface Taker {
    void take(ResultSet row) throws SQLException;
  }

  /// @param sql up to what comes after `WHERE id IN`
  RowsById(Connection connection, String sql) {
    this.connection = connection;
    this.sql = sql;
  }

  /// Reads the rows that there are, in any order.
  void read(Collection<TaskId> ids, Taker taker) throws SQLException {
    List<TaskId> all = new ArrayList<>(ids);
    for (int from = 0; from < all.size(); from += MOST) {
      readSome(all.subList(from, Math.min(all.size(), from + MOST)), taker);
    }
  }

  private void readSome(List<TaskId> ids, Taker taker) throws SQLException {
    int places = Integer.highestOneBit(ids.size() * 2 - 1);
    PreparedStatement query = query(places);
    for (int place = 0; place < places; place++) {
      // What is asked for twice is found once.
      query.setBytes(place + 1, Sql.bytes(ids.get(Math.min(place, ids.size() - 1))));
    }
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        taker.take(rows);
      }
    }
  }

  /// For a number of places that is a power of two, so that there are few statements.
  private PreparedStatement query(int places) throws SQLException {
    PreparedStatement known = prepared.get(places);
    if (known == null) {
      known = connection.prepareStatement(sql + " (?" + ", ?".repeat(places - 1) + ")");
      prepared.put(places, known);
    }
    return known;
  }
}
