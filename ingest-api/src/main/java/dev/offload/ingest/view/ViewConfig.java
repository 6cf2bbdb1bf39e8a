package dev.offload.ingest.view;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where the task view is kept, and the limits of reading from it. It is in an SQLite file,
/// unless a PostgreSQL database is named.
@ConfigMapping(prefix = "offload.view")
public interface ViewConfig {

  /// The directory of this replica's file. No other replica may use it. It may be deleted while
  /// nothing runs; then the view is read from Kafka again.
  @WithDefault("${XDG_DATA_HOME:${user.home}/.local/share}/offload/view")
  Path directory();

  /// The database, if it is not a file.
  Postgres postgres();

  /// A database. Replicas with the same settings share the view.
  interface Postgres {

    /// A JDBC URL with the name of the database. If it is set, the view is in PostgreSQL.
    Optional<
            @Pattern(regexp = "jdbc:postgresql:.+", message = "must begin with jdbc:postgresql:")
            String>
        url();

    /// The user that owns the tables. It has to be allowed to create schemas in the database.
    Optional<String> user();

    Optional<String> password();

    /// What the names of the view's schemas begin with. Each release that has other tables,
    /// and each Kafka, has a schema of its own.
    @WithDefault("offload_view")
    @Pattern(regexp = "[a-z][a-z0-9_]{0,39}")
    String schema();
  }

  /// How many threads answer questions about single tasks.
  @WithDefault("4")
  @Positive
  @Max(64)
  int readers();

  /// How many threads read lists. One tenant gets at most half of them, and at least one.
  @WithDefault("2")
  @Positive
  @Max(64)
  int listReaders();

  /// How long an answer may take, including the wait for a thread. Then it is interrupted, and the
  /// client is told to come back.
  @WithDefault("5s")
  Duration answerLimit();

  /// How long the search for one page may take. Then the page ends early, and its cursor goes on
  /// from there.
  @WithDefault("200ms")
  Duration scanLimit();

  /// How large a page may be before it ends early, in bytes of its tasks as they are stored.
  @WithDefault("1M")
  MemorySize pageBytes();
}
