package dev.offload.ingest.endpoint;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/// The limits of endpoints.
@ConfigMapping(prefix = "offload.endpoints")
public interface EndpointsConfig {

  /// How many endpoints a tenant may have. Every replica keeps them in memory, and each of a
  /// tenant's events is looked at for each of them.
  @WithDefault("50")
  @PositiveOrZero
  int perTenant();

  /// How long a secret that was replaced signs beside the new one.
  @WithDefault("24h")
  @DurationMin
  Duration secretOverlap();

  /// How many test events a tenant may send in an hour, through each replica.
  @WithDefault("60")
  @Min(1)
  @Max(10_000)
  int testsPerHour();

  /// How many deliveries that have succeeded a tenant may have repeated in an hour, through each
  /// replica.
  @WithDefault("1000")
  @Min(1)
  @Max(100_000)
  int repeatsPerHour();

  /// How long a request waits until this replica has read the newest records.
  @WithDefault("2s")
  Duration lookupLimit();
}
