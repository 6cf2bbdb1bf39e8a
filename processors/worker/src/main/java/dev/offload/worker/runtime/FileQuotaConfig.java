package dev.offload.worker.runtime;

import dev.offload.files.Quota;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// How much a tenant's files may take in all, outputs included. The settings are the same as those
/// of the API.
@ConfigMapping(prefix = "offload.files.quota")
public interface FileQuotaConfig {

  /// The sum of their sizes.
  @WithDefault("100G")
  MemorySize bytes();

  /// How many files there may be.
  @WithDefault("1000000")
  long files();

  /// The quotas of tenants that differ from this.
  Map<String, OfTenant> tenants();

  /// What differs for one tenant.
  interface OfTenant {
    /// The sum of their sizes.
    Optional<MemorySize> bytes();

    /// How many files there may be.
    OptionalLong files();
  }

  /// What each tenant may keep.
  default Function<String, Quota> byTenant() {
    return tenant -> {
      Optional<OfTenant> own = Optional.ofNullable(tenants().get(tenant));
      return new Quota(
          own.flatMap(OfTenant::bytes).orElse(bytes()).asLongValue(),
          own.map(OfTenant::files).orElseGet(OptionalLong::empty).orElse(files()));
    };
  }
}
