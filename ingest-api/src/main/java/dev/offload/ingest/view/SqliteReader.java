package dev.offload.ingest.view;

import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.task.TaskState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers questions from the tables, over a handful of connections that see whole batches only.
final class SqliteReader implements AutoCloseable {
  private static final String SNAPSHOT =
      "SELECT t.body, p.body FROM tasks t LEFT JOIN progress p ON p.id = t.id ";

  private final ConnectionPool connections;

  SqliteReader(ConnectionPool connections) {
    this.connections = connections;
  }

  Map<Integer, Long> positions(String topic) {
    return connections.ask(
        connection -> {
          Map<Integer, Long> positions = new HashMap<>();
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT partition, next FROM positions WHERE topic = ?")) {
            query.setString(1, topic);
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                positions.put(rows.getInt(1), rows.getLong(2));
              }
            }
          }
          return positions;
        });
  }

  Optional<TaskSnapshot> find(String tenant, TaskId id) {
    return connections
        .ask(
            connection ->
                snapshots(
                    connection,
                    SNAPSHOT + "WHERE t.id = ? AND t.tenant = ?",
                    List.of(Sql.bytes(id), tenant)))
        .stream()
        .findFirst();
  }

  List<TaskSnapshot> page(TaskFilter filter, PagePosition after, int limit) {
    PageQuery query = PageQuery.of(filter, after, limit);
    return connections.ask(connection -> snapshots(connection, query.sql(), query.parameters()));
  }

  List<TaskSnapshot> unfinished(String tenant, int limit) {
    String sql =
        SNAPSHOT + "WHERE t.tenant = ? AND t.open_since IS NOT NULL AND t.origin = ? LIMIT ?";
    List<Object> parameters = List.of(tenant, Origin.CLIENT.name(), limit);
    return connections.ask(connection -> snapshots(connection, sql, parameters));
  }

  List<StateCount> counts() {
    return connections.ask(
        connection -> {
          List<StateCount> counts = new ArrayList<>();
          try (PreparedStatement query =
                  connection.prepareStatement(
                      """
                      SELECT queue, tenant, state, count(*) FROM tasks
                      WHERE open_since IS NOT NULL GROUP BY tenant, queue, state
                      """);
              ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
              counts.add(
                  new StateCount(
                      rows.getString(1),
                      rows.getString(2),
                      TaskState.parse(rows.getString(3)),
                      rows.getInt(4)));
            }
          }
          return counts;
        });
  }

  Optional<Instant> oldestQueued(String tenant, String queue) {
    return connections.ask(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  """
                  SELECT open_since FROM tasks
                  WHERE tenant = ? AND queue = ? AND state = ? AND open_since IS NOT NULL
                  ORDER BY open_since LIMIT 1
                  """)) {
            query.setString(1, tenant);
            query.setString(2, queue);
            query.setString(3, TaskState.QUEUED.toString());
            try (ResultSet rows = query.executeQuery()) {
              return rows.next() ? Optional.of(Sql.instant(rows.getLong(1))) : Optional.empty();
            }
          }
        });
  }

  private static List<TaskSnapshot> snapshots(
      Connection connection, String sql, List<Object> parameters) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        query.setObject(i + 1, parameters.get(i));
      }
      List<TaskSnapshot> snapshots = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          Task task = Sql.read(rows.getBytes(1), Task.class);
          byte[] progress = rows.getBytes(2);
          snapshots.add(
              TaskSnapshot.of(
                  task, progress == null ? null : Sql.read(progress, TaskProgress.class)));
        }
      }
      return snapshots;
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
