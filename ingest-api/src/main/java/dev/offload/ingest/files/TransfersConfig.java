package dev.offload.ingest.files;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/// How many files may be on their way on one replica, and how slowly. Of a tenant's, further
/// ones are answered with 429; of all, with 503.
@ConfigMapping(prefix = "offload.files.transfers")
public interface TransfersConfig {

  /// Uploads of one tenant.
  @WithDefault("64")
  @Positive
  int uploadsPerTenant();

  /// Uploads of all tenants together.
  @WithDefault("512")
  @Positive
  int uploads();

  /// Downloads of one tenant.
  @WithDefault("64")
  @Positive
  int downloadsPerTenant();

  /// A tenant's downloads with tokens for the same thing.
  @WithDefault("8")
  @Positive
  int downloadsPerToken();

  /// Downloads of all tenants together.
  @WithDefault("512")
  @Positive
  int downloads();

  /// How long the client of a file in one body may send nothing. Then its connection is
  /// closed.
  @WithDefault("30s")
  Duration silence();

  /// How much the client of a file in one body has to send per minute. Otherwise its
  /// connection is closed, so that it does not keep its place for ever. 0 switches this off.
  @WithDefault("64K")
  MemorySize leastPerMinute();
}
