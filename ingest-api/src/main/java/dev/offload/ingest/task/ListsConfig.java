package dev.offload.ingest.task;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;

/// How many lists of tasks this replica serves at once. A list counts until its client has read
/// it. Retries and drops by filter count as well.
@ConfigMapping(prefix = "offload.lists")
public interface ListsConfig {
  /// How many lists are served at once. Further ones get 503.
  @WithDefault("64")
  @Positive
  int atOnce();

  /// How many lists of one tenant are served at once. Further ones get 429.
  @WithDefault("8")
  @Positive
  int perTenant();
}
