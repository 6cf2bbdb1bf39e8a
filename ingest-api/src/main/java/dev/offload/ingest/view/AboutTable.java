package dev.offload.ingest.view;

import dev.offload.schemas.topic.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The table in which a view says what it is a copy of, and when it was current.
final class AboutTable {
  private static final String SOURCE = "source";
  private static final String CURRENT_AT = "current_at";

  private AboutTable() {}

  /// What an empty view says of itself.
  static void begin(Connection connection, ViewSource source, Instant now) throws SQLException {
    note(connection, SOURCE, source.name());
    markCurrent(connection, now);
  }

  static void markCurrent(Connection connection, Instant moment) throws SQLException {
    note(connection, CURRENT_AT, moment.toString());
  }

  /// Why the rows can't serve as a copy of `source`, if they can't.
  static Optional<String> whyUseless(Connection connection, ViewSource source, Instant now)
      throws SQLException {
    Map<String, String> about = read(connection);
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

  /// When the view was last known to be current.
  static Optional<Instant> currentAt(Connection connection) throws SQLException {
    return time(read(connection).get(CURRENT_AT));
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static Map<String, String> read(Connection connection) throws SQLException {
    Map<String, String> about = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement("SELECT name, value FROM about");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        about.put(rows.getString(1), rows.getString(2));
      }
    }
    return about;
  }

  private static boolean isAhead(Connection connection, ViewSource source) throws SQLException {
    Map<Integer, Long> stored =
        PositionsTable.read(connection).getOrDefault(Topics.TASKS.name(), Map.of());
    Map<Integer, Long> ends = source.ends().get();
    return stored.entrySet().stream()
        .anyMatch(one -> one.getValue() > ends.getOrDefault(one.getKey(), 0L));
  }

  private static void note(Connection connection, String name, String value) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO about (name, value) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)) {
      statement.setString(1, name);
      statement.setString(2, value);
      statement.executeUpdate();
    }
  }
}
