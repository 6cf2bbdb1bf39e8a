package dev.offload.ingest.view;

import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.TaskId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A view in an SQLite file, one per replica. If the file is missing, damaged, of another release,
/// of another Kafka or too old, it is rebuilt: everything is read from Kafka again.
final class SqliteViewStore implements ViewStore {
  private static final Logger log = LoggerFactory.getLogger(SqliteViewStore.class);

  private final SqliteFile file;
  private final Connection connection;
  private final SqliteWriter writer;
  private final SqliteReader reader;
  private final QueueCounts queues;
  private final LiveGroups liveGroups;

  private SqliteViewStore(SqliteFile file, Connection connection, ReadingLimits limits)
      throws SQLException {
    this.file = file;
    this.connection = connection;
    writer = new SqliteWriter(connection);
    reader = new SqliteReader(file::openToRead, limits);
    queues = counted(() -> new QueueCounts(reader.counts()));
    liveGroups = counted(() -> new LiveGroups(reader.liveGroups()));
  }

  private <T> T counted(Supplier<T> count) {
    try {
      return count.get();
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /// Opens the view in `directory`, which nobody else may use at the same time.
  static SqliteViewStore open(
      Path directory, ReadingLimits limits, ViewSource source, Instant now) {
    SqliteFile file = SqliteFile.in(directory);
    Optional<String> useless = file.whyUseless(source, now);
    if (useless.isPresent()) {
      return anew(file, limits, source, now, useless.get());
    }
    try {
      return store(file, limits);
    } catch (ViewFailure e) {
      return anew(file, limits, source, now, "it can't be used: " + e.getMessage());
    }
  }

  /// Opens an empty view in `directory` and drops what was there.
  static SqliteViewStore anew(
      Path directory, ReadingLimits limits, ViewSource source, Instant now, String why) {
    return anew(SqliteFile.in(directory), limits, source, now, why);
  }

  private static SqliteViewStore anew(
      SqliteFile file, ReadingLimits limits, ViewSource source, Instant now, String why) {
    log.info("task view is rebuilt from Kafka, because {} file={}", why, file.path());
    file.drop();
    file.create(source, now);
    return store(file, limits);
  }

  private static SqliteViewStore store(SqliteFile file, ReadingLimits limits) {
    try {
      Connection connection = file.openToWrite();
      try {
        return new SqliteViewStore(file, connection, limits);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Sql.failure(e);
    }
  }

  @Override
  public Map<Integer, Long> positions(String topic) {
    return reader.positions(topic);
  }

  @Override
  public synchronized List<ViewChange> apply(ViewBatch batch) {
    try {
      return writer.apply(batch, queues, liveGroups);
    } catch (SQLException e) {
      throw Sql.failure(e);
    }
  }

  @Override
  public Optional<TaskSnapshot> snapshot(String tenant, TaskId id) {
    return reader.snapshot(tenant, id);
  }

  @Override
  public TaskSlice page(TaskFilter filter, PagePosition after, int limit) {
    return reader.page(filter, after, limit);
  }

  @Override
  public List<StateCount> counts() {
    return queues.counts();
  }

  @Override
  public int waiting(String queue) {
    return queues.queued(queue);
  }

  @Override
  public int waiting(String queue, String tenant) {
    return queues.queued(queue, tenant);
  }

  @Override
  public OptionalInt before(String tenant, TaskId id, int most) {
    return reader.before(tenant, id, most);
  }

  @Override
  public Optional<Instant> oldestQueued(String tenant, String queue) {
    return reader.oldestQueued(tenant, queue);
  }

  @Override
  public Optional<TaskId> naming(String tenant, String file) {
    return reader.naming(tenant, file);
  }

  @Override
  public Optional<GroupStatus> group(String tenant, GroupId id) {
    return reader.group(tenant, id);
  }

  @Override
  public GroupSlice groups(String tenant, GroupState state, GroupId after, int limit) {
    return reader.groups(tenant, state, after, limit);
  }

  @Override
  public GroupNumbers liveGroups(String tenant) {
    return liveGroups.of(tenant);
  }

  @Override
  public boolean isOpen(String tenant, GroupId id) {
    return liveGroups.isOpen(tenant, id);
  }

  @Override
  public Optional<GroupId> groupNaming(String tenant, String file) {
    return reader.groupNaming(tenant, file);
  }

  @Override
  public synchronized void markCurrent(Instant moment) {
    try {
      file.markCurrent(connection, moment);
      connection.commit();
    } catch (SQLException e) {
      throw Sql.failure(e);
    }
  }

  @Override
  public synchronized void close() {
    reader.close();
    try {
      writer.close();
    } catch (SQLException e) {
      throw Sql.failure(e);
    }
  }
}
