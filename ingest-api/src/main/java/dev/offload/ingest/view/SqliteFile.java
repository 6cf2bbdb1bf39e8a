package dev.offload.ingest.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;

/// The file of a view: how it is opened, what it says about itself, and when it is useless.
///
/// With `synchronous=NORMAL` a power cut may take the last transactions, but only whole ones. Each
/// has the positions after it, so what is lost is read again.
record SqliteFile(Path path) {
  private static final String IN_MEMORY = "jdbc:sqlite::memory:";
  private static final Duration BUSY = Duration.ofSeconds(5);
  private static final int WRITING_CACHE_KIB = 32 * 1024;

  /// The page cache of each reading connection. What the operating system caches is shared by all.
  private static final int READING_CACHE_KIB = 8 * 1024;

  private static final int PAGES_BETWEEN_CHECKPOINTS = 4000;

  /// How many steps of SQLite's machine there are between two looks at the question: well under a
  /// millisecond.
  private static final int STEPS_BETWEEN_LOOKS = 10_000;

  static SqliteFile in(Path directory) {
    return new SqliteFile(directory.resolve("tasks.db"));
  }

  Connection openToWrite() throws SQLException {
    SQLiteConfig config = common(WRITING_CACHE_KIB);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setPragma(
        SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, Integer.toString(64 * PAGES_BETWEEN_CHECKPOINTS));
    Connection connection = config.createConnection(url());
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = " + PAGES_BETWEEN_CHECKPOINTS);
    }
    connection.setAutoCommit(false);
    return connection;
  }

  /// Queries are interrupted when they are over.
  Connection openToRead(BooleanSupplier isOver) throws SQLException {
    SQLiteConfig config = common(READING_CACHE_KIB);
    config.setReadOnly(true);
    return interruptible(config.createConnection(url()), isOver);
  }

  static Connection interruptible(Connection connection, BooleanSupplier isOver)
      throws SQLException {
    try {
      ProgressHandler.setHandler(connection, STEPS_BETWEEN_LOOKS, new Interrupter(isOver));
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /// SQLite asks this in the middle of a query: whether to go on.
  private static final class Interrupter extends ProgressHandler {
    private final BooleanSupplier isOver;

    private Interrupter(BooleanSupplier isOver) {
      this.isOver = isOver;
    }

    @Override
    protected int progress() {
      return isOver.getAsBoolean() ? 1 : 0;
    }
  }

  private static SQLiteConfig common(int cacheKib) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) BUSY.toMillis());
    config.setCacheSize(-cacheKib);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config;
  }

  private String url() {
    return "jdbc:sqlite:" + path;
  }

  /// Creates the tables in a new file.
  void create(ViewSource source, Instant now) {
    try (Connection connection = openToWrite()) {
      createTables(connection);
      AboutTable.begin(connection, source, now);
      connection.commit();
    } catch (SQLException e) {
      throw Sql.failure(e);
    }
  }

  private static void createTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String create : Dialect.SQLITE.schema()) {
        statement.execute(create);
      }
    }
  }

  /// Why the file can't serve as a copy of `source`, if it can't. A file that can't even tell is
  /// useless.
  Optional<String> whyUseless(ViewSource source, Instant now) {
    if (!Files.exists(path)) {
      return Optional.of("there is none yet");
    }
    try (Connection connection = openToWrite()) {
      return whyUseless(connection, source, now);
    } catch (SQLException e) {
      return Optional.of("it can't be read: " + e.getMessage());
    }
  }

  private static Optional<String> whyUseless(Connection connection, ViewSource source, Instant now)
      throws SQLException {
    if (!shape(connection).equals(shapeOfThisRelease())) {
      return Optional.of("its tables are those of another release");
    }
    return AboutTable.whyUseless(connection, source, now);
  }

  void drop() {
    try {
      for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
        Files.deleteIfExists(path.resolveSibling(path.getFileName() + suffix));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the task view's file can't be deleted: " + path, e);
    }
  }

  /// Every table and index with the SQL that made it.
  private static List<String> shape(Connection connection) throws SQLException {
    List<String> shape = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT name, sql FROM sqlite_schema ORDER BY name")) {
      while (rows.next()) {
        shape.add(rows.getString(1) + ": " + rows.getString(2));
      }
    }
    return shape;
  }

  private static List<String> shapeOfThisRelease() throws SQLException {
    try (Connection connection = new SQLiteConfig().createConnection(IN_MEMORY)) {
      createTables(connection);
      return shape(connection);
    }
  }
}
