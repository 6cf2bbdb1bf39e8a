package dev.offload.ingest.schedule;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;

/// The limits of schedules.
@ConfigMapping(prefix = "offload.schedules")
public interface SchedulesConfig {

  /// How many schedules a tenant may have.
  @WithDefault("100")
  @PositiveOrZero
  int limit();

  /// How many bytes of JSON a tenant's schedules may have together. Every replica keeps them in
  /// memory.
  @WithDefault("2M")
  MemorySize maxBytes();

  /// The shortest time between two firings of a schedule.
  @WithDefault("10s")
  Duration shortestInterval();

  /// How long a request waits while this replica reads on.
  @WithDefault("2s")
  Duration lookupLimit();
}
