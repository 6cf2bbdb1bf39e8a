package dev.offload.files;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// How much a tenant's files may take in total, both uploads and output files. Each file
/// counts fully, even if another one has the same content. The settings must be the same for
/// every process that stores files.
@ConfigMapping(prefix = "offload.files.quota")
public interface FileQuotaConfig {

  /// The sum of the sizes of a tenant's files.
  @WithDefault("100G")
  MemorySize bytes();

  /// How many files a tenant may have.
  @WithDefault("1000000")
  @PositiveOrZero
  long files();

  /// The quotas of tenants that differ from this.
  Map<String, OfTenant> tenants();

  /// The values that differ for one tenant.
  interface OfTenant {
    /// The sum of the sizes of a tenant's files.
    Optional<MemorySize> bytes();

    /// How many files a tenant may have.
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
