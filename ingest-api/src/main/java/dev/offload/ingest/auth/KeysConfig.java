package dev.offload.ingest.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.Optional;

/// How API keys begin and how long an unknown one is looked for.
@ConfigMapping(prefix = "offload.keys")
public interface KeysConfig {

  /// A key with every scope that makes the first others: `off_<id>_<secret>`, the secret with at
  /// least 16 letters and digits.
  Optional<String> bootstrap();

  /// The tenant of that key.
  @WithDefault("default")
  String bootstrapTenant();

  /// How many keys a tenant may have; the one of the configuration is not counted.
  @WithDefault("200")
  @PositiveOrZero
  int limit();

  /// How long a request with an unknown key waits while this replica reads on.
  @WithDefault("2s")
  Duration lookupLimit();
}
