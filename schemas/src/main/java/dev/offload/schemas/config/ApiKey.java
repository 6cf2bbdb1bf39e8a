package dev.offload.schemas.config;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import java.time.Instant;
import java.util.Set;

/// An API key without its secret. Only the SHA-256 of the secret is kept, in lower-case hex.
public record ApiKey(
    String id,
    String tenant,
    String name,
    Set<Scope> scopes,
    String secretSha256,
    Instant createdAt)
    implements ConfigEntry, TenantOwned {
  public ApiKey {
    Require.text(id, "id");
    Require.that(Tenants.isValid(tenant), "tenant", "be " + Tenants.RULE, tenant);
    scopes = Set.copyOf(scopes);
    Require.that(!scopes.isEmpty(), "scopes", "name at least one", scopes);
    Require.text(secretSha256, "secretSha256");
    Require.present(createdAt, "createdAt");
  }

  @Override
  public String key() {
    return key(tenant, id);
  }

  public static String key(String tenant, String id) {
    return "key/" + tenant + "/" + id;
  }
}
