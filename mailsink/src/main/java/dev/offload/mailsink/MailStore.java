package dev.offload.mailsink;

import jakarta.mail.MessagingException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/// Keeps messages in an SQLite file. When [#add] has returned, the message survives a kill of the
/// process. Only the newest are kept.
public final class MailStore implements AutoCloseable {
  /// How many messages may come before the excess is deleted.
  private static final int TIDIED_EVERY = 100;

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            received TEXT NOT NULL,
            sender TEXT NOT NULL,
            recipients TEXT NOT NULL,
            subject TEXT NOT NULL,
            task TEXT,
            message_id TEXT,
            raw BLOB NOT NULL)
          """,
          "CREATE INDEX IF NOT EXISTS messages_of_task ON messages (task, id)",
          "CREATE INDEX IF NOT EXISTS messages_of_recipients ON messages (recipients, id)");

  private static final String MATCHING =
      """
       WHERE (?1 IS NULL OR recipients = ?1 OR instr(',' || recipients || ',', ',' || ?1 || ','))
         AND (?2 IS NULL OR task = ?2)
         AND (?3 IS NULL OR message_id = ?3)
      """;

  private final Connection connection;
  private final int kept;
  private int sinceTidied;

  private MailStore(Connection connection, int kept) {
    this.connection = connection;
    this.kept = kept;
  }

  /// @param kept how many messages are kept; there may be a few more
  static MailStore open(Path file, int kept) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
    }
    return new MailStore(connection, kept);
  }

  synchronized void add(List<String> recipients, byte[] raw, Instant now)
      throws SQLException, MessagingException {
    ReadMessage message = ReadMessage.of(raw);
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO messages (received, sender, recipients, subject, task, message_id, raw)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)) {
      insert.setString(1, now.toString());
      insert.setString(2, message.header("From").orElse(""));
      insert.setString(3, String.join(",", recipients));
      insert.setString(4, message.header("Subject").orElse(""));
      insert.setString(5, message.header("X-Offload-Task").orElse(null));
      insert.setString(6, message.header("Message-ID").orElse(null));
      insert.setBytes(7, raw);
      insert.executeUpdate();
    }
    if (++sinceTidied >= TIDIED_EVERY) {
      tidy();
    }
  }

  /// What matches `query`, newest first.
  public synchronized List<Message> list(MessageQuery query) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, received, sender, recipients, subject, task, message_id, length(raw)"
                + " FROM messages"
                + MATCHING
                + " AND (?4 = 0 OR id < ?4) ORDER BY id DESC LIMIT ?5")) {
      bind(select, query);
      select.setLong(4, query.before());
      select.setInt(5, query.limit());
      List<Message> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(message(rows));
        }
      }
      return found;
    }
  }

  synchronized Optional<Message> find(long id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, received, sender, recipients, subject, task, message_id, length(raw)"
                + " FROM messages WHERE id = ?")) {
      select.setLong(1, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(message(rows)) : Optional.empty();
      }
    }
  }

  /// The bytes of a message as they arrived.
  public synchronized Optional<byte[]> raw(long id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT raw FROM messages WHERE id = ?")) {
      select.setLong(1, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
      }
    }
  }

  /// Counts what matches `query`, whatever its limit and place.
  public synchronized Counts count(MessageQuery query) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT count(*), count(DISTINCT message_id), count(DISTINCT recipients) FROM messages"
                + MATCHING)) {
      bind(select, query);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new Counts(row.getLong(1), row.getLong(2), row.getLong(3));
      }
    }
  }

  synchronized void clear() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM messages");
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    connection.close();
  }

  private void tidy() throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM messages WHERE id <= (SELECT max(id) FROM messages) - ?")) {
      delete.setInt(1, kept);
      delete.executeUpdate();
    }
    sinceTidied = 0;
  }

  private static void bind(PreparedStatement statement, MessageQuery query) throws SQLException {
    statement.setString(1, query.recipient());
    statement.setString(2, query.task());
    statement.setString(3, query.messageId());
  }

  private static Message message(ResultSet row) throws SQLException {
    return new Message(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        List.of(row.getString(4).split(",")),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getInt(8));
  }
}
