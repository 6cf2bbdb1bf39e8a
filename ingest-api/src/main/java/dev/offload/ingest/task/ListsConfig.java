package dev.offload.ingest.task;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;

/// How many lists of tasks there may be at once on this replica. A list counts until its client has
/// read it. Retries and drops by filter count as well.
@ConfigMapping(prefix = "offload.lists")
public interface ListsConfig {
  /// How many there may be at once. Further ones get 503.
  @WithDefault("64")
  @Positive
  int atOnce();

  /// How many of one tenant there may be at once. Further ones get 429.
  @WithDefault("8")
  @Positive
  int perTenant();
}
