package dev.offload.ingest.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// The row that says which replica writes, by a token that only it has, and until when. Each batch
/// makes sure of it in its own transaction, so a replica that was thought dead writes nothing.
///
/// ```
///            claim: it is over, or nothing was written for too long
///   anyone ──────────────────────────────────────────────────────► writer
///      ▲                                                              │ renew: by each batch,
///      └──────────── another has claimed it, or it was given up ◄─────┘        and in between
/// ```
/// The times are the database's.
final class WriterLease {
  static final Duration LENGTH = Duration.ofSeconds(5);

  static final String TABLE =
      """
      CREATE TABLE writer (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        token BIGINT NOT NULL,
        until TIMESTAMPTZ NOT NULL
      );
      INSERT INTO writer (one, token, until) VALUES (1, 0, '-infinity')
      """;

  private static final String AHEAD =
      "clock_timestamp() + interval '" + LENGTH.toMillis() + " milliseconds'";

  private WriterLease() {}

  /// The token, if nobody has it. A row that is locked is being renewed. A time far ahead was
  /// written before the database's clock was set back.
  ///
  /// @param force whether it may be taken from somebody who does not write
  static Optional<Long> claim(Connection connection, boolean force) throws SQLException {
    try (PreparedStatement claim =
        connection.prepareStatement(
            """
            UPDATE writer SET token = token + 1, until = %1$s
            WHERE one = (
              SELECT one FROM writer WHERE ? OR until < clock_timestamp() OR until > %1$s
              FOR UPDATE SKIP LOCKED)
            RETURNING token
            """
                .formatted(AHEAD))) {
      claim.setBoolean(1, force);
      try (ResultSet rows = claim.executeQuery()) {
        return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
      }
    }
  }

  /// Whether the token is still the writer's. A row that is locked is left alone.
  static boolean renew(Connection connection, long token) throws SQLException {
    try (PreparedStatement renew =
            connection.prepareStatement(
                "UPDATE writer SET until = "
                    + AHEAD
                    + " WHERE one = (SELECT one FROM writer WHERE token = ? FOR UPDATE SKIP LOCKED)");
        PreparedStatement query = connection.prepareStatement("SELECT token FROM writer")) {
      renew.setLong(1, token);
      if (renew.executeUpdate() == 1) {
        return true;
      }
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() && rows.getLong(1) == token;
      }
    }
  }

  /// Inside a transaction: keeps everybody else from writing until its end.
  static void check(Connection connection, long token) throws SQLException {
    try (PreparedStatement check =
        connection.prepareStatement("UPDATE writer SET until = " + AHEAD + " WHERE token = ?")) {
      check.setLong(1, token);
      if (check.executeUpdate() != 1) {
        throw new TurnLost();
      }
    }
  }

  /// Lets another replica go on at once.
  static void giveUp(Connection connection, long token) throws SQLException {
    try (PreparedStatement giveUp =
        connection.prepareStatement("UPDATE writer SET until = '-infinity' WHERE token = ?")) {
      giveUp.setLong(1, token);
      giveUp.executeUpdate();
    }
  }
}
