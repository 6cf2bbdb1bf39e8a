package dev.offload.report.query;

import dev.offload.report.protocol.Job.Engine;
import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/// DuckDB with its own file in the current directory. First the tables are filled. Then it is
/// [#lock]ed for good, and only after that it runs a client's SQL.
///
/// Once locked, it opens no files and no connections. Only the database itself and the
/// directory for spilling are left.
final class Database implements AutoCloseable {
  private static final long MIB = 1L << 20;

  private final Connection connection;

  private Database(Connection connection) {
    this.connection = connection;
  }

  static Database open(Engine engine) throws IOException, SQLException {
    return openIn(Path.of(""), engine);
  }

  static Database openIn(Path directory, Engine engine) throws IOException, SQLException {
    Path spill = Files.createDirectories(directory.resolve("spill"));
    Properties properties = new Properties();
    properties.setProperty("threads", String.valueOf(engine.threads()));
    properties.setProperty("memory_limit", engine.memory() / MIB + "MiB");
    properties.setProperty("temp_directory", spill.toString());
    properties.setProperty("max_temp_directory_size", engine.spill() / MIB + "MiB");
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("allow_community_extensions", "false");
    properties.setProperty("allow_persistent_secrets", "false");
    properties.setProperty("errors_as_json", "true");
    properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    Path file = directory.resolve("data.duckdb");
    return new Database(new DuckDBDriver().connect("jdbc:duckdb:" + file, properties));
  }

  /// Forbids access to everything outside, for good. The order matters, because settings can't
  /// be changed once they are locked.
  void lock() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET allowed_directories = []");
      statement.execute("SET allowed_paths = []");
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
    }
  }

  /// Runs one statement.
  void execute(String sql) throws UnfitReport {
    execute(sql, 0, List.of());
  }

  /// Runs one statement. The client's part of it begins at byte `offset`, and places in errors
  /// count from there. `values` are those of its parameters `$1`, `$2`, ….
  void execute(String sql, int offset, List<Object> values) throws UnfitReport {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      statement.execute();
    } catch (SQLException e) {
      throw DuckDbFailure.of(e).asRefusal(sql, offset);
    }
  }

  /// An appender that fills a table.
  DuckDBAppender appender(String schema, String table) throws SQLException {
    return connection.unwrap(DuckDBConnection.class).createAppender(schema, table);
  }

  /// Passes the rows to `reader` one after the other, so that they are never all in memory.
  <T> T read(String sql, RowsReader<T> reader) throws IOException, UnfitReport, SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return reader.read(rows);
    }
  }

  /// Reads rows.
  @FunctionalInterface
  interface RowsReader<T> {
    T read(ResultSet rows) throws IOException, UnfitReport, SQLException;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
