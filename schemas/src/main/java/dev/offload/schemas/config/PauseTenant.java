package dev.offload.schemas.config;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import java.time.Instant;
import java.util.Optional;

/// A tenant whose tasks the lifecycle does not hand out: a value of `offload.control`. Resuming the
/// tenant writes a tombstone.
public record PauseTenant(String tenant, Instant at) implements ControlEntry, TenantOwned {
  private static final String PREFIX = "pause-tenant/";

  public PauseTenant {
    Require.that(Tenants.isValid(tenant), "tenant", "be " + Tenants.RULE, tenant);
    Require.present(at, "at");
  }

  public static String key(String tenant) {
    return PREFIX + tenant;
  }

  /// Whether a key belongs to a tenant's pause.
  public static boolean isKey(String key) {
    return key.startsWith(PREFIX);
  }

  /// The tenant of a key; empty if the key belongs to another kind of entry.
  public static Optional<String> tenantOf(String key) {
    return isKey(key) ? Optional.of(key.substring(PREFIX.length())) : Optional.empty();
  }
}
