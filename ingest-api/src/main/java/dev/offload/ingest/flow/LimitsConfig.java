package dev.offload.ingest.flow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;

/// The limits of limits.
@ConfigMapping(prefix = "offload.limits")
public interface LimitsConfig {

  /// How many limits of concurrency keys a tenant may have. Every replica and every instance of the
  /// lifecycle keeps them in memory.
  @WithDefault("1000")
  @PositiveOrZero
  int perTenant();

  /// How long a request waits while this replica reads on.
  @WithDefault("2s")
  Duration lookupLimit();
}
