package dev.offload.ingest.view;

import java.io.IOException;
import java.time.Instant;

/// Opens the view's store, again if need be.
interface ViewStores extends AutoCloseable {

  /// The store, empty if there is none or if it is useless.
  ViewStore open(ViewSource source, Instant now);

  /// The store, after one had to be closed for this reason.
  ViewStore reopen(ViewSource source, Instant now, ViewFailure why);

  @Override
  void close() throws IOException;

  /// Those that the configuration names.
  static ViewStores of(ViewConfig config) {
    QuestionLimits limits = QuestionLimits.of(config);
    return config.postgres().url().isPresent()
        ? new PostgresStores(PostgresServer.of(config.postgres()), limits)
        : new SqliteStores(config.directory(), limits);
  }
}
