package dev.offload.ingest.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.Optional;

/// The first API key, the limit of keys, and how long to look for an unknown key.
@ConfigMapping(prefix = "offload.keys")
public interface KeysConfig {

  /// A key with every scope, for creating the first keys: `off_<id>_<secret>`. The secret has at
  /// least 16 letters and digits.
  Optional<String> bootstrap();

  /// The tenant of that key.
  @WithDefault("default")
  String bootstrapTenant();

  /// How many keys a tenant may have. The one from the configuration is not counted.
  @WithDefault("200")
  @PositiveOrZero
  int limit();

  /// How long a request with an unknown key waits while this replica reads on.
  @WithDefault("2s")
  Duration lookupLimit();
}
