package dev.offload.ingest.view;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Stores in a PostgreSQL database that replicas share.
final class PostgresStores implements ViewStores {
  private final PostgresServer server;
  private final QuestionLimits limits;

  /// The schema that was opened last.
  private Optional<String> last = Optional.empty();

  PostgresStores(PostgresServer server, QuestionLimits limits) {
    this.server = server;
    this.limits = limits;
  }

  @Override
  public ViewStore open(ViewSource source, Instant now) {
    return open(source, now, Optional.empty());
  }

  @Override
  public ViewStore reopen(ViewSource source, Instant now, ViewFailure why) {
    return open(source, now, why instanceof ViewCorrupt ? last : Optional.empty());
  }

  private ViewStore open(ViewSource source, Instant now, Optional<String> damaged) {
    try {
      String schema = new PostgresSchemas(server, source).open(now, damaged);
      last = Optional.of(schema);
      return PostgresViewStore.open(new PostgresDatabase(server, schema), limits);
    } catch (SQLException e) {
      throw Sql.failure(e);
    }
  }

  @Override
  public void close() {
    // Each store closes its own connections.
  }

  @Override
  public String toString() {
    return server.toString();
  }
}
