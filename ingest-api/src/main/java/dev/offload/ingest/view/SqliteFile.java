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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/// The file of a view: how it is opened, what it says of itself, and when it is of no use.
///
/// `synchronous=NORMAL` lets a power cut take the last transactions, but whole ones only, and each
/// holds the positions it has led to: what is lost is read again.
record SqliteFile(Path path) {
  /// Counts up with every change of view.sql.
  static final int SCHEMA = 3;

  private static final String SCHEMA_NAME = "schema";
  private static final String SOURCE = "source";
  private static final String CURRENT_AT = "current_at";
  private static final Duration BUSY = Duration.ofSeconds(5);
  private static final int CACHE_KIB = 32 * 1024;
  private static final int PAGES_BETWEEN_CHECKPOINTS = 4000;

  static SqliteFile in(Path directory) {
    return new SqliteFile(directory.resolve("tasks.db"));
  }

  Connection openToWrite() throws SQLException {
    SQLiteConfig config = common();
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
    SQLiteConfig config = common();
    config.setReadOnly(true);
    return config.createConnection(url());
  }

  private static SQLiteConfig common() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) BUSY.toMillis());
    config.setCacheSize(-CACHE_KIB);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config;
  }

  private String url() {
    return "jdbc:sqlite:" + path;
  }

  /// Makes the tables in a file that is not there yet.
  void create(ViewSource source, Instant now) {
    try (Connection connection = openToWrite()) {
      try (Statement statement = connection.createStatement()) {
        for (String create : schema()) {
          statement.execute(create);
        }
      }
      note(connection, SCHEMA_NAME, Integer.toString(SCHEMA));
      note(connection, SOURCE, source.name());
      markCurrent(connection, now);
      connection.commit();
    } catch (SQLException e) {
      throw Sql.failure(e);
    }
  }

  void markCurrent(Connection connection, Instant moment) throws SQLException {
    note(connection, CURRENT_AT, moment.toString());
  }

  /// Why the file can't serve as a copy of `source`, if so.
  Optional<String> whyUseless(ViewSource source, Instant now) {
    if (!Files.exists(path)) {
      return Optional.of("there is none yet");
    }
    try (Connection connection = openToWrite()) {
      Map<String, String> about = about(connection);
      if (!Integer.toString(SCHEMA).equals(about.get(SCHEMA_NAME))) {
        return Optional.of("its tables are those of another release");
      }
      if (!source.name().equals(about.get(SOURCE))) {
        return Optional.of("it was read from another Kafka");
      }
      Instant current = Instant.parse(about.get(CURRENT_AT));
      if (current.plus(source.tombstonesKept()).isBefore(now)) {
        return Optional.of(
            "it was last current at %s and may have missed deletions".formatted(current));
      }
      return isAhead(connection, source)
          ? Optional.of("it has records that Kafka has lost")
          : Optional.empty();
    } catch (SQLException e) {
      throw Sql.failure(e);
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

  /// Empty where this is not a file of ours.
  private static Map<String, String> about(Connection connection) throws SQLException {
    Map<String, String> about = new HashMap<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet tables =
          statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'about'")) {
        if (!tables.next()) {
          return about;
        }
      }
      try (ResultSet rows = statement.executeQuery("SELECT name, value FROM about")) {
        while (rows.next()) {
          about.put(rows.getString(1), rows.getString(2));
        }
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
