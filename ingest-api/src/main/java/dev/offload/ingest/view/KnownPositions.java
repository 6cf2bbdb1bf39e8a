package dev.offload.ingest.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// How far a shared database is, as this replica knows it. It only goes on: a database that
/// has less was restored, or has lost its last transactions with a server.
final class KnownPositions {
  private final Map<String, Map<Integer, Long>> known = new HashMap<>();

  synchronized Map<Integer, Long> of(String topic) {
    return Map.copyOf(known.getOrDefault(topic, Map.of()));
  }

  synchronized void advance(String topic, Map<Integer, Long> positions) {
    Map<Integer, Long> of = known.computeIfAbsent(topic, _ -> new HashMap<>());
    positions.forEach((partition, next) -> of.merge(partition, next, Math::max));
  }

  /// Takes over how far the database is.
  ///
  /// @throws ViewReplaced if it has less than before
  void look(Connection connection) throws SQLException {
    Map<String, Map<Integer, Long>> before = copy();
    Map<String, Map<Integer, Long>> read = PositionsTable.read(connection);
    before.forEach(
        (topic, positions) -> requireNotLess(positions, read.getOrDefault(topic, Map.of())));
    read.forEach(this::advance);
  }

  private synchronized Map<String, Map<Integer, Long>> copy() {
    Map<String, Map<Integer, Long>> copy = new HashMap<>();
    known.forEach((topic, positions) -> copy.put(topic, Map.copyOf(positions)));
    return copy;
  }

  private static void requireNotLess(Map<Integer, Long> before, Map<Integer, Long> read) {
    before.forEach(
        (partition, next) -> {
          if (read.getOrDefault(partition, 0L) < next) {
            throw new ViewReplaced("the task view's database has lost something that it had");
          }
        });
  }
}
