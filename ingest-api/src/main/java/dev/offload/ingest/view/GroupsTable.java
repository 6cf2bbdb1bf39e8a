package dev.offload.ingest.view;

import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The tables of groups, and of the files that are kept for what follows them.
final class GroupsTable {
  private final PreparedStatement version;
  private final PreparedStatement save;
  private final PreparedStatement delete;
  private final PreparedStatement addFile;
  private final PreparedStatement deleteFiles;

  GroupsTable(Connection connection) throws SQLException {
    version = connection.prepareStatement("SELECT version FROM task_groups WHERE id = ?");
    save =
        connection.prepareStatement(
            """
            INSERT INTO task_groups (id, tenant, version, state, body) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state,
              body = excluded.body
            """);
    delete = connection.prepareStatement("DELETE FROM task_groups WHERE id = ?");
    addFile =
        connection.prepareStatement(
            """
            INSERT INTO group_files (tenant, file, grp) VALUES (?, ?, ?)
            ON CONFLICT (tenant, file, grp) DO NOTHING
            """);
    deleteFiles = connection.prepareStatement("DELETE FROM group_files WHERE grp = ?");
  }

  /// False if the stored version is not older.
  boolean save(GroupStatus group) throws SQLException {
    byte[] id = Sql.bytes(group.facts().id());
    version.setBytes(1, id);
    try (ResultSet found = version.executeQuery()) {
      if (found.next() && found.getLong(1) >= group.facts().version()) {
        return false;
      }
    }
    save.setBytes(1, id);
    save.setString(2, Sql.text(group.tenant()));
    save.setLong(3, group.facts().version());
    save.setString(4, group.facts().state().toString());
    save.setBytes(5, Json.bytes(group));
    save.executeUpdate();
    deleteFiles.setBytes(1, id);
    deleteFiles.executeUpdate();
    for (String file : group.needs()) {
      addFile.setString(1, Sql.text(group.tenant()));
      addFile.setString(2, Sql.text(file));
      addFile.setBytes(3, id);
      addFile.executeUpdate();
    }
    return true;
  }

  /// False if it was not stored.
  boolean remove(GroupId group) throws SQLException {
    byte[] id = Sql.bytes(group);
    deleteFiles.setBytes(1, id);
    deleteFiles.executeUpdate();
    delete.setBytes(1, id);
    return delete.executeUpdate() == 1;
  }

  static Optional<GroupStatus> find(Connection connection, String tenant, GroupId id)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT body FROM task_groups WHERE id = ? AND tenant = ?")) {
      query.setBytes(1, Sql.bytes(id));
      query.setString(2, Sql.text(tenant));
      return groups(query, 1, Long.MAX_VALUE).groups().stream().findFirst();
    }
  }

  /// At most `limit` groups, newest first, after `after` (empty: from the newest), as long as they
  /// have no more than `pageBytes`. An empty `state` does not restrict.
  static GroupSlice page(
      Connection connection,
      String tenant,
      Optional<GroupState> state,
      Optional<GroupId> after,
      int limit,
      long pageBytes)
      throws SQLException {
    String sql =
        "SELECT body FROM task_groups WHERE tenant = ?"
            + (state.isPresent() ? " AND state = ?" : "")
            + (after.isPresent() ? " AND id < ?" : "")
            + " ORDER BY id DESC LIMIT ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      int parameter = 1;
      query.setString(parameter++, Sql.text(tenant));
      if (state.isPresent()) {
        query.setString(parameter++, state.get().toString());
      }
      if (after.isPresent()) {
        query.setBytes(parameter++, Sql.bytes(after.get()));
      }
      query.setInt(parameter, limit + 1);
      return groups(query, limit, pageBytes);
    }
  }

  private static GroupSlice groups(PreparedStatement query, int limit, long pageBytes)
      throws SQLException {
    List<GroupStatus> groups = new ArrayList<>();
    long bytes = 0;
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        byte[] body = rows.getBytes(1);
        bytes += body.length;
        if (groups.size() == limit || (!groups.isEmpty() && bytes > pageBytes)) {
          return new GroupSlice(groups, Optional.of(groups.getLast().facts().id()));
        }
        groups.add(Sql.read(body, GroupStatus.class));
      }
    }
    return new GroupSlice(groups, Optional.empty());
  }

  /// The groups that have not ended. There is an index of just these states.
  static List<GroupStatus> live(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT body FROM task_groups WHERE state IN ('open', 'running')")) {
      return groups(query, Integer.MAX_VALUE, Long.MAX_VALUE).groups();
    }
  }

  /// A group that names `file` in what follows it.
  static Optional<GroupId> naming(Connection connection, String tenant, String file)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT grp FROM group_files WHERE tenant = ? AND file = ? LIMIT 1")) {
      query.setString(1, Sql.text(tenant));
      query.setString(2, Sql.text(file));
      try (ResultSet rows = query.executeQuery()) {
        return rows.next()
            ? Optional.of(new GroupId(Sql.uuid(rows.getBytes(1))))
            : Optional.empty();
      }
    }
  }
}
