package dev.offload.ingest.view;

import dev.offload.schemas.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/// The file of a view: how it is opened, what it says about itself, and when it is useless.
///
/// With `synchronous=NORMAL` a power cut may take the last transactions, but only whole ones. Each
/// has the positions after it, so what is lost is read again.
record SqliteFile(Path path) {
  private static final String IN_MEMORY = "jdbc:sqlite::memory:";
  private static final String SOURCE = "source";
  private static final String CURRENT_AT = "current_at";
  private static final Duration BUSY = Duration.ofSeconds(5);
  private static final int WRITING_CACHE_KIB = 32 * 1024;

  /// The page cache of each reading connection. What the operating system caches is shared by all.
  private static final int READING_CACHE_KIB = 8 * 1024;

  private static final int PAGES_BETWEEN_CHECKPOINTS = 4000;

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

  Connection openToRead() throws SQLException {
    SQLiteConfig config = common(READING_CACHE_KIB);
    config.setReadOnly(true);
    return config.createConnection(url());
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
      note(connection, SOURCE, source.name());
      markCurrent(connection, now);
      connection.commit();
    } catch (SQLException e) {
      throw Sql.failure(e);
    }
  }

  private static void createTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String create : schema()) {
        statement.execute(create);
      }
    }
  }

  void markCurrent(Connection connection, Instant moment) throws SQLException {
    note(connection, CURRENT_AT, moment.toString());
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
    Map<String, String> about = about(connection);
    if (!source.name().equals(about.get(SOURCE))) {
      return Optional.of("it was read from another Kafka");
    }
    Optional<Instant> current = time(about.get(CURRENT_AT));
    if (current.isEmpty()) {
      return Optional.of("it does not say when it was current");
    }
    if (current.get().plus(source.tombstonesKept()).isBefore(now)) {
      return Optional.of(
          "it was last current at %s and may have missed deletions".formatted(current.get()));
    }
    return isAhead(connection, source)
        ? Optional.of("it has records that Kafka has lost")
        : Optional.empty();
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
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

  private static Map<String, String> about(Connection connection) throws SQLException {
    Map<String, String> about = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name, value FROM about")) {
      while (rows.next()) {
        about.put(rows.getString(1), rows.getString(2));
      }
    }
    return about;
  }

  private static boolean isAhead(Connection connection, ViewSource source) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT partition, next FROM positions WHERE topic = ?")) {
      query.setString(1, Topics.TASKS.name());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          if (rows.getLong(2) > source.ends().getOrDefault(rows.getInt(1), 0L)) {
            return true;
          }
        }
        return false;
      }
    }
  }

  private static void note(Connection connection, String name, String value) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("REPLACE INTO about (name, value) VALUES (?, ?)")) {
      statement.setString(1, name);
      statement.setString(2, value);
      statement.executeUpdate();
    }
  }

  private static List<String> schema() {
    try (InputStream sql = SqliteFile.class.getResourceAsStream("view.sql")) {
      String text = new String(sql.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(text.strip().split(";\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
