package dev.offload.ingest.task;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;

/// How many lists of tasks are under way on this replica, until their clients have read them.
/// Retries and drops by filter count as well.
@ConfigMapping(prefix = "offload.lists")
public interface ListsConfig {
  /// How many at once. Further ones are answered with 503.
  @WithDefault("64")
  @Positive
  int atOnce();

  /// How many of one tenant at once. Further ones are answered with 429.
  @WithDefault("8")
  @Positive
  int perTenant();
}
