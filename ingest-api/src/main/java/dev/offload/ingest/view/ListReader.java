package dev.offload.ingest.view;

import dev.offload.ingest.view.TaskFilter.CreatedBefore;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads one page of one list.
///
/// ```
/// has one index just what is asked for? ──yes──► read its range
///   no: is one range no longer than a piece? ──yes──► read it, sort out the rest
///   no: go through the likely best one, piece by piece,
///       until the page is full, the range ends, or it has taken too long
/// ```
final class ListReader {
  private final Dialect dialect;
  private final Connection connection;
  private final QuestionLimits limits;
  private final TaskFilter filter;
  private final int limit;
  private final long begin = System.nanoTime();
  private final List<TaskSnapshot> found = new ArrayList<>();
  private long bytes;
  private boolean isFull;

  private ListReader(
      Dialect dialect, Connection connection, QuestionLimits limits, TaskFilter filter, int limit) {
    this.dialect = dialect;
    this.connection = connection;
    this.limits = limits;
    this.filter = filter;
    this.limit = limit;
  }

  static TaskSlice read(
      Dialect dialect,
      Connection connection,
      QuestionLimits limits,
      TaskFilter filter,
      Optional<PagePosition> after,
      int limit)
      throws SQLException {
    TaskFilter narrowed = narrowed(dialect, connection, filter);
    return new ListReader(dialect, connection, limits, narrowed, limit).slice(after);
  }

  /// Adds that a task which ended before a time was created before it, so that a search can begin
  /// there.
  private static TaskFilter narrowed(Dialect dialect, Connection connection, TaskFilter filter)
      throws SQLException {
    Optional<Instant> end = filter.endedBefore();
    boolean saysNothing =
        end.isEmpty()
            || filter.createdBefore().filter(created -> !created.isAfter(end.get())).isPresent();
    return saysNothing
            || exists(connection, PageQuery.endedBeforeItWasMade(dialect, filter, end.get()))
        ? filter
        : filter.with(new CreatedBefore(end.get()));
  }

  private TaskSlice slice(Optional<PagePosition> after) throws SQLException {
    ListIndex best = ListIndex.likelyBest(filter);
    if (best.isAllOf(filter)) {
      return whole(best, after);
    }
    Optional<ListIndex> small = small(after);
    return small.isPresent() ? whole(small.get(), after) : piecewise(best, after);
  }

  private TaskSlice whole(ListIndex index, Optional<PagePosition> after) throws SQLException {
    take(
        PageQuery.tasks(dialect, index, filter, after, Optional.empty(), limit - found.size() + 1));
    return new TaskSlice(found, isFull ? Optional.of(lastFound()) : Optional.empty());
  }

  private TaskSlice piecewise(ListIndex index, Optional<PagePosition> after) throws SQLException {
    Optional<PagePosition> from = after;
    while (true) {
      Optional<PagePosition> last =
          place(PageQuery.place(dialect, index, filter, from, limits.piece()));
      take(PageQuery.tasks(dialect, index, filter, from, last, limit - found.size() + 1));
      if (isFull) {
        return new TaskSlice(found, Optional.of(lastFound()));
      }
      if (last.isEmpty() || System.nanoTime() - begin > limits.scan().toNanos()) {
        return new TaskSlice(found, last);
      }
      from = last;
    }
  }

  /// The index with the shortest range, if that is short.
  private Optional<ListIndex> small(Optional<PagePosition> after) throws SQLException {
    record Range(ListIndex index, int count) {}
    List<Range> ranges = new ArrayList<>();
    for (ListIndex index : ListIndex.values()) {
      if (index.canServe(filter)) {
        ranges.add(
            new Range(
                index, count(PageQuery.count(dialect, index, filter, after, limits.piece() + 1))));
      }
    }
    return ranges.stream()
        .filter(range -> range.count() <= limits.piece())
        .min(Comparator.comparingInt(Range::count))
        .map(Range::index);
  }

  private PagePosition lastFound() {
    return PagePosition.after(found.getLast().task());
  }

  /// Adds tasks until the page is full: it has one more than it may have, or it is too large.
  private void take(PageQuery query) throws SQLException {
    try (PreparedStatement statement = query.prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      while (!isFull && rows.next()) {
        byte[] task = rows.getBytes(1);
        Optional<byte[]> progress = Optional.ofNullable(rows.getBytes(2));
        isFull =
            found.size() == limit || (!found.isEmpty() && bytes + task.length > limits.pageBytes());
        if (!isFull) {
          bytes += task.length;
          found.add(snapshot(task, progress));
        }
      }
    }
  }

  private static TaskSnapshot snapshot(byte[] task, Optional<byte[]> progress) {
    return TaskSnapshot.of(
        Sql.read(task, Task.class), progress.map(json -> Sql.read(json, TaskProgress.class)));
  }

  private int count(PageQuery query) throws SQLException {
    try (PreparedStatement statement = query.prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private Optional<PagePosition> place(PageQuery query) throws SQLException {
    try (PreparedStatement statement = query.prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        return Optional.empty();
      }
      TaskId task = new TaskId(Sql.uuid(rows.getBytes(2)));
      return Optional.of(new PagePosition(Sql.instant(rows.getLong(1)), task));
    }
  }

  private static boolean exists(Connection connection, PageQuery query) throws SQLException {
    try (PreparedStatement statement = query.prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      return rows.next();
    }
  }
}
