package dev.offload.ingest.flow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;

/// How many limits a tenant may have and use.
@ConfigMapping(prefix = "offload.limits")
public interface LimitsConfig {

  /// How many limits of concurrency keys a tenant may have. Every replica and every instance of the
  /// lifecycle keeps them in memory.
  @WithDefault("1000")
  @PositiveOrZero
  int perTenant();

  /// How many concurrency keys with a limit a tenant may use at a time. Beyond that, tasks with
  /// other keys are refused. Tasks that are accepted and run later may bring more into use.
  @WithDefault("10000")
  @Positive
  int keysInUse();

  /// How long a request waits while this replica reads on.
  @WithDefault("2s")
  Duration lookupLimit();
}
