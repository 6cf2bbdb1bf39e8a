package dev.offload.ingest.view;

import dev.offload.schemas.task.TaskState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The SQL of a question about a filter's range in one index.
record PageQuery(String sql, List<Object> parameters) {

  /// How many tasks the range has after `after`, counted up to `most`. If `after` is empty,
  /// it starts with the newest.
  static PageQuery count(
      Dialect dialect, ListIndex index, TaskFilter filter, Optional<PagePosition> after, int most) {
    Builder query = new Builder(index, "SELECT count(*) FROM (SELECT 1 FROM ");
    query.sql.append(index.table(dialect)).append(" WHERE ");
    query.range(filter);
    if (index.isInOrder()) {
      query.position("<", after);
    }
    return query.end(" LIMIT ?) AS ranged", most);
  }

  /// Where the range is after `count` more tasks; nothing if it ends before that.
  static PageQuery place(
      Dialect dialect,
      ListIndex index,
      TaskFilter filter,
      Optional<PagePosition> after,
      int count) {
    Builder query =
        new Builder(index, "SELECT %1$s.created, %1$s.id FROM ".formatted(index.alias()));
    query.sql.append(index.table(dialect)).append(" WHERE ");
    query.range(filter);
    query.position("<", after);
    return query.end(query.newestFirst() + " LIMIT 1 OFFSET ?", count - 1);
  }

  /// At most `limit` matching tasks of the range, newest first, after `after` (empty: from the
  /// newest) and no further than `last` (empty: to the end).
  static PageQuery tasks(
      Dialect dialect,
      ListIndex index,
      TaskFilter filter,
      Optional<PagePosition> after,
      Optional<PagePosition> last,
      int limit) {
    String select = "SELECT t.body, p.body FROM ";
    String progress = " LEFT JOIN progress p ON p.id = t.id WHERE ";
    Builder query =
        new Builder(index, index.isInOrder() ? select : "WITH ranged AS MATERIALIZED (");
    switch (index) {
      case BY_END -> {
        // The range of ids is read before anything else is looked up: it is short and has no
        // useful order.
        query.sql.append("SELECT t.id FROM ").append(index.table(dialect)).append(" WHERE ");
        query.range(filter);
        query.sql.append(") ").append(select).append("ranged r");
        query.sql.append(dialect.thenLookUp("tasks", "t", "r.id")).append(progress);
        query.sql.append("t.id = r.id");
      }
      case OF_TAG -> {
        query.sql.append(index.table(dialect));
        query.sql.append(dialect.thenLookUp("tasks", "t", "g.id")).append(progress);
        query.range(filter);
      }
      case NEWEST, OF_GROUP, OF_USER, OF_ERROR, OF_STATE, OF_TYPE -> {
        query.sql.append(index.table(dialect)).append(progress);
        query.range(filter);
      }
    }
    query.rest(filter);
    query.position("<", after);
    query.position(">=", last);
    return query.end(query.newestFirst() + " LIMIT ?", limit);
  }

  /// Whether any task was created at or after `since` by one clock and ended earlier by another
  /// clock.
  static PageQuery endedBeforeItWasMade(Dialect dialect, TaskFilter filter, Instant since) {
    return new PageQuery(
        "SELECT 1 FROM "
            + dialect.indexed("tasks", "t", "tasks_ended_before_made")
            + " WHERE tenant = ? AND origin = ? AND finished < created AND created >= ? LIMIT 1",
        List.of(Sql.text(filter.tenant()), filter.origin().name(), Sql.nanos(since)));
  }

  PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.size(); i++) {
      statement.setObject(i + 1, parameters.get(i));
    }
    return statement;
  }

  private static final class Builder {
    private final StringBuilder sql;
    private final List<Object> parameters = new ArrayList<>();
    private final ListIndex index;
    private final String of;

    private Builder(ListIndex index, String begin) {
      this.sql = new StringBuilder(begin);
      this.index = index;
      this.of = index.alias() + ".";
    }

    /// The conditions that bound the range of the index.
    private void range(TaskFilter filter) {
      and(of + "tenant = ?", Optional.of(filter.tenant()));
      and(of + "origin = ?", Optional.of(filter.origin().name()));
      switch (index) {
        case NEWEST -> {}
        case OF_GROUP -> and("t.grp = ?", group(filter));
        case OF_USER -> and("t.usr = ?", filter.user());
        case OF_TAG -> and("g.tag = ?", filter.tag());
        case OF_ERROR -> and("t.error_code = ?", filter.errorCode());
        case OF_STATE -> and("t.state = ?", filter.state().map(TaskState::toString));
        case OF_TYPE -> and("t.type = ?", filter.type());
        case BY_END -> ended(filter);
      }
      if (index.isInOrder()) {
        created(filter);
      }
    }

    /// The conditions that the index does not cover. No planner may see an index for them.
    private void rest(TaskFilter filter) {
      if (index != ListIndex.OF_GROUP) {
        check("t.grp = ?", group(filter));
      }
      if (index != ListIndex.OF_USER) {
        check("t.usr = ?", filter.user());
      }
      if (index != ListIndex.OF_ERROR) {
        check("t.error_code = ?", filter.errorCode());
      }
      if (index != ListIndex.OF_STATE) {
        check("t.state = ?", filter.state().map(TaskState::toString));
      }
      if (index != ListIndex.OF_TYPE) {
        check("t.type = ?", filter.type());
      }
      if (index != ListIndex.OF_TAG) {
        // With OFFSET, PostgreSQL does not read all tasks of the tag at once instead.
        check(
            "EXISTS (SELECT 1 FROM tags x WHERE x.tenant = t.tenant AND x.origin = t.origin"
                + " AND x.tag = ? AND x.created = t.created AND x.id = t.id LIMIT 1 OFFSET 0)",
            filter.tag());
      }
      if (index == ListIndex.BY_END) {
        check("t.created > ?", filter.createdAfter().map(Sql::nanos));
        check("t.created < ?", filter.createdBefore().map(Sql::nanos));
      } else {
        check("t.finished > ?", filter.endedAfter().map(Sql::nanos));
        check("t.finished < ?", filter.endedBefore().map(Sql::nanos));
      }
    }

    private void check(String condition, Optional<?> value) {
      and("(" + condition + ") IS TRUE", value);
    }

    private void created(TaskFilter filter) {
      and(of + "created > ?", filter.createdAfter().map(Sql::nanos));
      and(of + "created < ?", filter.createdBefore().map(Sql::nanos));
    }

    private void ended(TaskFilter filter) {
      and("t.finished > ?", filter.endedAfter().map(Sql::nanos));
      and("t.finished < ?", filter.endedBefore().map(Sql::nanos));
    }

    private void position(String comparison, Optional<PagePosition> position) {
      position.ifPresent(
          place ->
              add(
                  "(%screated, %sid) %s (?, ?)".formatted(of, of, comparison),
                  Sql.nanos(place.createdAt()),
                  Sql.bytes(place.id())));
    }

    private static Optional<byte[]> group(TaskFilter filter) {
      return filter.group().map(Sql::bytes);
    }

    /// Nothing if there is no value to compare with.
    private void and(String condition, Optional<?> value) {
      value
          .map(present -> present instanceof String text ? Sql.text(text) : present)
          .ifPresent(present -> add(condition, present));
    }

    private void add(String condition, Object... values) {
      sql.append(parameters.isEmpty() ? "" : " AND ").append(condition);
      parameters.addAll(List.of(values));
    }

    private String newestFirst() {
      return " ORDER BY %screated DESC, %sid DESC".formatted(of, of);
    }

    private PageQuery end(String clause, int number) {
      sql.append(clause);
      parameters.add(number);
      return new PageQuery(sql.toString(), List.copyOf(parameters));
    }
  }
}
