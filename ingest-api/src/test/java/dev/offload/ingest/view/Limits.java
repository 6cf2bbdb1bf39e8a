package dev.offload.ingest.view;

import dev.offload.testkit.TestConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// What reading from the view of a test may cost.
final class Limits {
  static final QuestionLimits ORDINARY =
      new QuestionLimits(2, 2, Duration.ofSeconds(30), Duration.ofSeconds(10), 1_000_000, 2_000);

  /// Under which pages end as early as they may.
  static final QuestionLimits TIGHT =
      new QuestionLimits(1, 1, Duration.ofSeconds(30), Duration.ZERO, 1, 7);

  private Limits() {}

  /// The defaults, with a view in `directory`.
  static ViewConfig in(Path directory) {
    return config(Map.of("offload.view.directory", directory.toString()));
  }

  /// The defaults, with a view that replicas share.
  static ViewConfig in(PostgresServer server) {
    return config(
        Map.of(
            "offload.view.directory", "unused",
            "offload.view.postgres.url", server.url(),
            "offload.view.postgres.user", server.user().orElseThrow(),
            "offload.view.postgres.schema", server.schema()));
  }

  static ViewConfig config(Map<String, String> properties) {
    return TestConfig.of(ViewConfig.class, properties);
  }
}
