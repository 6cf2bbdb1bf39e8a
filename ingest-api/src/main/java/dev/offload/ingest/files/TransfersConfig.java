package dev.offload.ingest.files;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;

/// How many files may be on their way on one replica. Of a tenant's, further ones are answered with
/// 429; of all, with 503.
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
}
