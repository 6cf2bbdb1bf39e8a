package dev.offload.ingest.view;

import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The SQL of a question about a filter's range in one index.
record PageQuery(String sql, List<Object> parameters) {

  /// How many tasks the range has after `after`, counted up to `most`. Null starts with the newest.
  static PageQuery count(ListIndex index, TaskFilter filter, PagePosition after, int most) {
    Builder query = new Builder(index);
    query.sql.append("SELECT count(*) FROM (SELECT 1 ").append(index.from()).append(" WHERE ");
    query.range(filter);
    if (index.isInOrder()) {
      query.position("<", after);
    }
    return query.end(" LIMIT ?)", most);
  }

  /// Where the range is after `count` more tasks; nothing if it ends before that.
  static PageQuery place(ListIndex index, TaskFilter filter, PagePosition after, int count) {
    Builder query = new Builder(index);
    query.sql.append("SELECT %1$s.created, %1$s.id ".formatted(index.alias()));
    query.sql.append(index.from()).append(" WHERE ");
    query.range(filter);
    query.position("<", after);
    return query.end(query.newestFirst() + " LIMIT 1 OFFSET ?", count - 1);
  }

  /// At most `limit` matching tasks of the range, newest first, after `after` (null: from the
  /// newest) and no further than `last` (null: to the end).
  static PageQuery tasks(
      ListIndex index, TaskFilter filter, PagePosition after, PagePosition last, int limit) {
    Builder query = new Builder(index);
    query.sql.append("SELECT t.body, p.body ").append(index.from());
    if (index == ListIndex.OF_TAG) {
      query.sql.append(" CROSS JOIN tasks t ON t.id = g.id");
    }
    query.sql.append(" LEFT JOIN progress p ON p.id = t.id WHERE ");
    query.range(filter);
    query.rest(filter);
    query.position("<", after);
    query.position(">=", last);
    return query.end(query.newestFirst() + " LIMIT ?", limit);
  }

  /// Whether any task was created at or after `since` by one clock and ended earlier by another
  /// clock.
  static PageQuery endedBeforeItWasMade(TaskFilter filter, Instant since) {
    return new PageQuery(
        """
        SELECT 1 FROM tasks INDEXED BY tasks_ended_before_made
        WHERE tenant = ? AND origin = ? AND finished < created AND created >= ? LIMIT 1
        """,
        List.of(filter.tenant(), filter.origin().name(), Sql.nanos(since)));
  }

  private static final class Builder {
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();
    private final ListIndex index;
    private final String of;

    private Builder(ListIndex index) {
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
        case OF_USER -> and("t.user = ?", filter.user());
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

    /// The conditions that the index does not cover.
    private void rest(TaskFilter filter) {
      if (index != ListIndex.OF_GROUP) {
        and("t.grp = ?", group(filter));
      }
      if (index != ListIndex.OF_USER) {
        and("t.user = ?", filter.user());
      }
      if (index != ListIndex.OF_ERROR) {
        and("t.error_code = ?", filter.errorCode());
      }
      if (index != ListIndex.OF_STATE) {
        and("t.state = ?", filter.state().map(TaskState::toString));
      }
      if (index != ListIndex.OF_TYPE) {
        and("t.type = ?", filter.type());
      }
      if (index != ListIndex.OF_TAG) {
        and(
            "EXISTS (SELECT 1 FROM tags x WHERE x.tenant = t.tenant AND x.origin = t.origin"
                + " AND x.tag = ? AND x.created = t.created AND x.id = t.id)",
            filter.tag());
      }
      if (index == ListIndex.BY_END) {
        created(filter);
      } else {
        ended(filter);
      }
    }

    private void created(TaskFilter filter) {
      and(of + "created > ?", filter.createdAfter().map(Sql::nanos));
      and(of + "created < ?", filter.createdBefore().map(Sql::nanos));
    }

    private void ended(TaskFilter filter) {
      and("t.finished > ?", filter.endedAfter().map(Sql::nanos));
      and("t.finished < ?", filter.endedBefore().map(Sql::nanos));
    }

    private void position(String comparison, PagePosition position) {
      if (position != null) {
        add(
            "(%screated, %sid) %s (?, ?)".formatted(of, of, comparison),
            Sql.nanos(position.createdAt()),
            Sql.bytes(position.id()));
      }
    }

    private static Optional<byte[]> group(TaskFilter filter) {
      return filter.group().map(Sql::bytes);
    }

    /// Nothing if there is no value to compare with.
    private void and(String condition, Optional<?> value) {
      value.ifPresent(present -> add(condition, present));
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
