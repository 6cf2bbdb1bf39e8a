package dev.offload.ingest.view;

import dev.offload.disk.Trees;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A PostgreSQL server on this machine, with its data in a temporary directory.
final class PostgresForTests implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final AtomicInteger VIEWS = new AtomicInteger();

  private final Path directory;
  private final int port;
  private EmbeddedPostgres server;

  /// The one that the tests of a JVM share. It ends with the JVM, and deletes its data itself.
  private static final class Shared {
    static final PostgresForTests SERVER = start(true);
  }

  private PostgresForTests(Path directory, EmbeddedPostgres server) {
    this.directory = directory;
    this.server = server;
    this.port = server.getPort();
  }

  static PostgresForTests shared() {
    return Shared.SERVER;
  }

  /// One that can be stopped and started again.
  static PostgresForTests start() {
    return start(false);
  }

  private static PostgresForTests start(boolean cleansUp) {
    try {
      Path directory = Files.createTempDirectory("offload-postgres-");
      return new PostgresForTests(directory, builder(directory, cleansUp).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EmbeddedPostgres.Builder builder(Path directory, boolean cleansUp) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory.resolve("data"))
        .setCleanDataDirectory(cleansUp)
        .setPGStartupWait(PATIENCE)
        .setServerConfig("max_connections", "100");
  }

  /// A view of its own.
  PostgresServer view() {
    return new PostgresServer(
        url(), Optional.of("postgres"), Optional.empty(), "view" + VIEWS.incrementAndGet());
  }

  String url() {
    return "jdbc:postgresql://localhost:" + port + "/postgres";
  }

  /// Runs a statement in every schema of a view.
  static void execute(PostgresServer view, String sql) throws SQLException {
    for (String schema : schemas(view)) {
      try (Connection connection =
              view.connect(PATIENCE, List.of("SET search_path TO \"" + schema + "\""));
          var statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  static List<String> schemas(PostgresServer view) throws SQLException {
    List<String> schemas = new ArrayList<>();
    try (Connection connection = view.connect(PATIENCE, List.of("SET jit = off"));
        var query =
            connection.prepareStatement("SELECT nspname FROM pg_namespace WHERE nspname LIKE ?")) {
      query.setString(1, view.schema() + "\\_%");
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          schemas.add(rows.getString(1));
        }
      }
    }
    return schemas;
  }

  void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void startAgain() {
    try {
      server = builder(directory, false).setPort(port).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
    try {
      Trees.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
