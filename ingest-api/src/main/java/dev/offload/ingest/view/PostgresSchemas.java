package dev.offload.ingest.view;

import dev.offload.schemas.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The schemas of views in a database. A view that is rebuilt gets a new one, so nobody takes its
/// empty tables for the old ones.
///
/// ```
/// offload_view_3f2a91bc_2
///              │        └ which rebuild
///              └ of which tables and which Kafka it is: releases and clusters do not meet
/// ```
final class PostgresSchemas {
  private static final Logger log = LoggerFactory.getLogger(PostgresSchemas.class);
  private static final Duration SETTING_UP = Duration.ofSeconds(30);
  private static final Duration LOCKS = Duration.ofSeconds(10);

  private final PostgresServer server;
  private final ViewSource source;
  private final String kind;

  /// @param number counts rebuilds
  record Name(String kind, int number) {
    String text() {
      return kind + "_" + number;
    }
  }

  PostgresSchemas(PostgresServer server, ViewSource source) {
    this.server = server;
    this.source = source;
    this.kind = server.schema() + "_" + fingerprint();
  }

  /// The schema of the view, which is empty if there was none or if it is useless.
  ///
  /// @param damaged is useless, if it is still there
  String open(Instant now, Optional<String> damaged) throws SQLException {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      String schema = current(connection, now, damaged);
      connection.commit();
      connection.setAutoCommit(true);
      dropOld(connection, schema, now);
      return schema;
    }
  }

  private Connection connect() throws SQLException {
    return server.connect(
        SETTING_UP.plusSeconds(2),
        List.of(
            PostgresDatabase.set("statement_timeout", SETTING_UP),
            PostgresDatabase.set("lock_timeout", LOCKS)));
  }

  /// One replica at a time does this, in one transaction.
  private String current(Connection connection, Instant now, Optional<String> damaged)
      throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext(?))")) {
      lock.setString(1, kind);
      lock.execute();
    }
    Optional<Name> newest =
        all(connection).stream()
            .filter(name -> name.kind().equals(kind))
            .max(Comparator.comparing(Name::number));
    String why;
    if (newest.isEmpty()) {
      why = "there is none yet";
    } else if (damaged.equals(newest.map(Name::text))) {
      why = "it is damaged";
    } else {
      Optional<String> useless = whyUseless(connection, newest.get(), now);
      if (useless.isEmpty()) {
        return newest.get().text();
      }
      why = useless.get();
    }
    Name next = new Name(kind, newest.map(Name::number).orElse(0) + 1);
    log.info("task view is rebuilt from Kafka, because {} schema={}", why, next.text());
    create(connection, next, now);
    return next.text();
  }

  private Optional<String> whyUseless(Connection connection, Name name, Instant now)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      use(connection, name);
      return AboutTable.whyUseless(connection, source, now);
    } catch (SQLException e) {
      if (Sql.isDisconnection(e)) {
        throw e;
      }
      connection.rollback(before);
      return Optional.of("it can't be read: " + e.getMessage());
    }
  }

  private void create(Connection connection, Name name, Instant now) throws SQLException {
    execute(connection, "CREATE SCHEMA \"" + name.text() + "\"");
    use(connection, name);
    for (String create : Dialect.POSTGRES.schema()) {
      execute(connection, create);
    }
    execute(connection, WriterLease.TABLE);
    // Tables of millions of rows: their statistics should not wait for hundreds of thousands of
    // changes.
    for (String table : List.of("tasks", "tags", "named_files", "progress")) {
      execute(
          connection,
          "ALTER TABLE %s SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02)"
              .formatted(table));
    }
    AboutTable.begin(connection, source, now);
  }

  /// Drops schemas that no replica can use any more. What fails is left to the next time.
  private void dropOld(Connection connection, String present, Instant now) throws SQLException {
    for (Name name : all(connection)) {
      try {
        boolean isOld =
            name.kind().equals(kind)
                ? !name.text().equals(present)
                : isTooOld(connection, name, now);
        if (isOld) {
          log.info("schema of an old task view is dropped schema={}", name.text());
          execute(connection, "DROP SCHEMA \"" + name.text() + "\" CASCADE");
        }
      } catch (SQLException e) {
        log.warn("schema of an old task view is left schema={}: {}", name.text(), e.getMessage());
      }
    }
  }

  /// Whether the schema is of another release or another Kafka and has not been used for so
  /// long that it would be rebuilt.
  private boolean isTooOld(Connection connection, Name name, Instant now) throws SQLException {
    use(connection, name);
    return AboutTable.currentAt(connection)
        .filter(current -> current.plus(source.tombstonesKept()).isAfter(now))
        .isEmpty();
  }

  private List<Name> all(Connection connection) throws SQLException {
    Pattern form =
        Pattern.compile("(" + Pattern.quote(server.schema()) + "_[0-9a-f]{8})_([0-9]{1,9})");
    List<Name> names = new ArrayList<>();
    try (Statement query = connection.createStatement();
        ResultSet rows = query.executeQuery("SELECT nspname FROM pg_namespace")) {
      while (rows.next()) {
        Matcher name = form.matcher(rows.getString(1));
        if (name.matches()) {
          names.add(new Name(name.group(1), Integer.parseInt(name.group(2))));
        }
      }
    }
    return names;
  }

  private static void use(Connection connection, Name name) throws SQLException {
    execute(connection, "SET search_path TO \"" + name.text() + "\"");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String fingerprint() {
    MessageDigest digest = Digest.sha256();
    List<String> tables = new ArrayList<>(Dialect.POSTGRES.schema());
    tables.add(WriterLease.TABLE);
    tables.add(source.name());
    for (String one : tables) {
      digest.update(one.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 4);
  }
}
