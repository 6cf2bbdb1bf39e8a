package dev.offload.report.query;

import dev.offload.report.protocol.Job.Engine;
import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/// DuckDB on a file of its own in the present directory. Tables are filled first; then it is
/// [#lock]ed, for good, and only then does it see a stranger's SQL.
///
/// Locked, it opens no file and no address. What is left: the database itself, and the directory
/// that sorts and joins spill into.
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

  /// Forbids everything outside, and every change of that. The order matters: settings can't be
  /// changed once they are locked.
  void lock() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET allowed_directories = []");
      statement.execute("SET allowed_paths = []");
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
    }
  }

  /// Runs one statement to its end.
  void execute(String sql) throws UnfitReport {
    execute(sql, 0);
  }

  /// Runs one statement; places in its failures count from `offset` bytes on, where what its sender
  /// wrote begins.
  void execute(String sql, int offset) throws UnfitReport {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw DuckDbFailure.of(e).asRefusal(sql, offset);
    }
  }

  /// Fills a table with rows.
  DuckDBAppender appender(String schema, String table) throws SQLException {
    return connection.unwrap(DuckDBConnection.class).createAppender(schema, table);
  }

  /// What `reader` makes of the rows, which come one after the other and are never all in memory.
  <T> T read(String sql, RowsReader<T> reader) throws IOException, UnfitReport, SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return reader.read(rows);
    }
  }

  /// What is made of rows.
  @FunctionalInterface
  interface RowsReader<T> {
    T read(ResultSet rows) throws IOException, UnfitReport, SQLException;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
