package dev.offload.ingest.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A view in a PostgreSQL schema that replicas share. One of them writes, all read.
final class PostgresViewStore extends SqlAnswers {
  private static final Logger log = LoggerFactory.getLogger(PostgresViewStore.class);

  private final PostgresDatabase database;
  private final KnownPositions positions;
  private final WriterWatch watch;

  /// For writing; null if there is none at the moment.
  private Connection connection;

  private SqlWriter writer;

  private PostgresViewStore(
      PostgresDatabase database, KnownPositions positions, QuestionLimits limits)
      throws SQLException {
    super(new SqlReader(Dialect.POSTGRES, _ -> reading(database, positions, limits), limits));
    this.database = database;
    this.positions = positions;
    watch = new WriterWatch(database, positions, queues()).start();
  }

  static PostgresViewStore open(PostgresDatabase database, QuestionLimits limits)
      throws SQLException {
    return new PostgresViewStore(database, new KnownPositions(), limits);
  }

  /// A database that was restored meanwhile must not be read: it may not have tasks that were
  /// shown.
  private static Connection reading(
      PostgresDatabase database, KnownPositions positions, QuestionLimits limits)
      throws SQLException {
    Connection connection = database.openToRead(limits.answer());
    try {
      positions.look(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Map<Integer, Long> turn(String topic, Map<Integer, Long> told, Map<Integer, Long> until) {
    return watch.turn(topic, until);
  }

  @Override
  public synchronized List<ViewChange> apply(ViewBatch batch) {
    try {
      long token = watch.token();
      List<ViewChange> news = writer().apply(batch, on -> WriterLease.check(on, token));
      queues().advance(connection);
      connection.commit();
      positions.advance(batch.topic(), batch.positions());
      note(news);
      return news;
    } catch (SQLException e) {
      disconnect();
      watch.doubt();
      throw Sql.failure(e);
    } catch (TurnLost e) {
      watch.doubt();
      throw e;
    }
  }

  private SqlWriter writer() throws SQLException {
    if (writer == null) {
      connection = database.openToWrite();
      try {
        writer = new SqlWriter(connection);
      } catch (SQLException e) {
        disconnect();
        throw e;
      }
    }
    return writer;
  }

  @Override
  public synchronized void markCurrent(Instant moment) {
    try {
      var _ = writer();
      AboutTable.markCurrent(connection, moment);
      connection.commit();
    } catch (SQLException e) {
      disconnect();
      throw Sql.failure(e);
    }
  }

  private void disconnect() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        log.debug("a connection to the task view could not be closed", e);
      }
    }
    connection = null;
    writer = null;
  }

  @Override
  public boolean isWell() {
    return watch.isWell();
  }

  @Override
  public CompletableFuture<ViewFailure> useless() {
    return watch.useless();
  }

  @Override
  public void stopTurns() {
    watch.stopTurns();
  }

  @Override
  public void close() {
    watch.close();
    reader().close();
    synchronized (this) {
      disconnect();
    }
  }
}
