package dev.offload.ingest.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/// A PostgreSQL server, and how to log in.
///
/// @param url a JDBC URL with the database
/// @param schema what the names of the view's schemas begin with
record PostgresServer(String url, Optional<String> user, Optional<String> password, String schema) {
  private static final int CONNECT_SECONDS = 5;

  static PostgresServer of(ViewConfig.Postgres config) {
    return new PostgresServer(
        config.url().orElseThrow(), config.user(), config.password(), config.schema());
  }

  /// Opens a connection.
  ///
  /// @param silence how long the server may not answer before the connection counts as lost
  /// @param settings of the session, such as `SET jit = off`
  Connection connect(Duration silence, List<String> settings) throws SQLException {
    Properties properties = new Properties();
    PGProperty.APPLICATION_NAME.set(properties, "offload task view");
    PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
    PGProperty.SOCKET_TIMEOUT.set(properties, Math.toIntExact(silence.toSeconds()));
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    user.ifPresent(one -> PGProperty.USER.set(properties, one));
    password.ifPresent(one -> PGProperty.PASSWORD.set(properties, one));
    Connection connection = new Driver().connect(url, properties);
    if (connection == null) {
      throw new SQLException("not a JDBC URL of PostgreSQL");
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(String.join("; ", settings));
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public String toString() {
    return "PostgreSQL, schemas " + schema + "_*";
  }
}
