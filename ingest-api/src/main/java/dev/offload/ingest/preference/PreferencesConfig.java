package dev.offload.ingest.preference;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;

/// The limits of users' preferences.
@ConfigMapping(prefix = "offload.users")
public interface PreferencesConfig {

  /// How many users a tenant may keep preferences for. Every replica, notifier and mail worker
  /// keeps them in memory.
  @WithDefault("10000")
  @PositiveOrZero
  int perTenant();

  /// How long a request waits while this replica reads on.
  @WithDefault("2s")
  Duration lookupLimit();
}
