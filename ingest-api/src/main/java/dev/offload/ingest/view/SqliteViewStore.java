package dev.offload.ingest.view;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A view in an SQLite file, one per replica. If the file is missing, damaged, of another release,
/// of another Kafka or too old, it is rebuilt: everything is read from Kafka again.
final class SqliteViewStore extends SqlAnswers {
  private static final Logger log = LoggerFactory.getLogger(SqliteViewStore.class);

  private final Connection connection;
  private final SqlWriter writer;

  private SqliteViewStore(SqliteFile file, Connection connection, QuestionLimits limits)
      throws SQLException {
    super(new SqlReader(Dialect.SQLITE, file::openToRead, limits));
    this.connection = connection;
    try {
      writer = new SqlWriter(connection);
    } catch (SQLException e) {
      reader().close();
      throw e;
    }
  }

  /// Opens the view in `directory`, which nobody else may use at the same time.
  static SqliteViewStore open(
      Path directory, QuestionLimits limits, ViewSource source, Instant now) {
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
      Path directory, QuestionLimits limits, ViewSource source, Instant now, String why) {
    return anew(SqliteFile.in(directory), limits, source, now, why);
  }

  private static SqliteViewStore anew(
      SqliteFile file, QuestionLimits limits, ViewSource source, Instant now, String why) {
    log.info("task view is rebuilt from Kafka, because {} file={}", why, file.path());
    file.drop();
    file.create(source, now);
    return store(file, limits);
  }

  private static SqliteViewStore store(SqliteFile file, QuestionLimits limits) {
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

  /// It is always this replica's turn.
  @Override
  public Map<Integer, Long> turn(String topic, Map<Integer, Long> told, Map<Integer, Long> until) {
    return told;
  }

  @Override
  public synchronized List<ViewChange> apply(ViewBatch batch) {
    try {
      List<ViewChange> news = writer.apply(batch, _ -> {});
      queues().advance(connection);
      connection.commit();
      note(news);
      return news;
    } catch (SQLException e) {
      throw Sql.failure(e);
    }
  }

  @Override
  public synchronized void markCurrent(Instant moment) {
    try {
      AboutTable.markCurrent(connection, moment);
      connection.commit();
    } catch (SQLException e) {
      throw Sql.failure(e);
    }
  }

  @Override
  public boolean isWell() {
    return true;
  }

  @Override
  public CompletableFuture<ViewFailure> useless() {
    return new CompletableFuture<>();
  }

  @Override
  public void stopTurns() {
    // Nobody waits for an answer.
  }

  @Override
  public synchronized void close() {
    reader().close();
    try {
      writer.close();
    } catch (SQLException e) {
      throw Sql.failure(e);
    }
  }
}
