package dev.offload.ingest.view;

import dev.offload.schemas.task.TaskState;
import java.util.ArrayList;
import java.util.List;

/// A page of a list as SQL: a range of the one index that fits the filter best, read backwards.
///
/// There is an index for all of a tenant's tasks, for those of a state, of a type, of an error and
/// of a tag; a filter over two of these reads the range of one and passes over what the other
/// excludes. Which one is said here: SQLite, which knows nothing of how many tasks are of a kind,
/// would as soon read all that succeeded to find a rare type.
record PageQuery(String sql, List<Object> parameters) {

  static PageQuery of(TaskFilter filter, PagePosition after, int limit) {
    Builder query = new Builder(filter.tag() == null ? "t" : "g");
    if (filter.tag() == null) {
      query.sql.append("FROM tasks t INDEXED BY %s ".formatted(index(filter)));
    } else {
      query.sql.append("FROM tags g CROSS JOIN tasks t ON t.id = g.id ");
    }
    query.sql.append("LEFT JOIN progress p ON p.id = t.id WHERE ");
    query.and(query.ordered + ".tenant = ?", filter.tenant());
    query.and(query.ordered + ".origin = ?", filter.origin().name());
    query.and("g.tag = ?", filter.tag());
    query.and("t.state = ?", filter.state() == null ? null : filter.state().toString());
    query.and("t.type = ?", filter.type());
    query.and("t.error_code = ?", filter.errorCode());
    if (filter.createdAfter() != null) {
      query.and(query.ordered + ".created > ?", Sql.nanos(filter.createdAfter()));
    }
    if (filter.createdBefore() != null) {
      query.and(query.ordered + ".created < ?", Sql.nanos(filter.createdBefore()));
    }
    if (filter.finishedAfter() != null) {
      query.and("t.finished > ?", Sql.nanos(filter.finishedAfter()));
    }
    if (filter.finishedBefore() != null) {
      query.and("t.finished < ?", Sql.nanos(filter.finishedBefore()));
    }
    if (after != null) {
      query.and(
          "(" + query.ordered + ".created, " + query.ordered + ".id) < (?, ?)",
          Sql.nanos(after.createdAt()),
          Sql.bytes(after.id()));
    }
    return query.newestFirst(limit);
  }

  /// The one with the fewest tasks to expect: most succeed, and so say little by their state.
  private static String index(TaskFilter filter) {
    if (filter.errorCode() != null) {
      return "tasks_newest_of_error";
    }
    if (filter.state() != null && filter.state() != TaskState.SUCCEEDED) {
      return "tasks_newest_of_state";
    }
    if (filter.type() != null) {
      return "tasks_newest_of_type";
    }
    return filter.state() == null ? "tasks_newest" : "tasks_newest_of_state";
  }

  private static final class Builder {
    private final StringBuilder sql = new StringBuilder("SELECT t.body, p.body ");
    private final List<Object> parameters = new ArrayList<>();
    private final String ordered;

    /// `ordered`: the table whose index gives the order.
    private Builder(String ordered) {
      this.ordered = ordered;
    }

    /// Nothing where there is no value to compare with.
    private void and(String condition, Object... values) {
      if (values[0] == null) {
        return;
      }
      sql.append(parameters.isEmpty() ? "" : " AND ").append(condition);
      parameters.addAll(List.of(values));
    }

    private PageQuery newestFirst(int limit) {
      parameters.add(limit);
      sql.append(" ORDER BY %s.created DESC, %s.id DESC LIMIT ?".formatted(ordered, ordered));
      return new PageQuery(sql.toString(), List.copyOf(parameters));
    }
  }
}
