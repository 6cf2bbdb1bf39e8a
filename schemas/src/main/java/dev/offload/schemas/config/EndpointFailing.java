package dev.offload.schemas.config;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.notify.EndpointId;
import java.time.Instant;

/// Says that an endpoint has accepted nothing since `since`. It counts for one revision of the
/// endpoint, and is taken back when something is accepted.
///
/// It is a record of its own for the same reason as [EndpointGone].
///
/// @param error what was wrong when this was written
public record EndpointFailing(
    String tenant, EndpointId id, String revision, Instant since, String error)
    implements ConfigEntry, TenantOwned {
  private static final String KEY_PREFIX = "endpoint-failing/";

  public EndpointFailing {
    Require.that(Tenants.isValid(tenant), "tenant", "be " + Tenants.RULE, tenant);
    Require.present(id, "id");
    Require.text(revision, "revision");
    Require.present(since, "since");
    Require.present(error, "error");
  }

  @Override
  public String key() {
    return key(tenant, id);
  }

  public static String key(String tenant, EndpointId id) {
    return KEY_PREFIX + tenant + "/" + id;
  }

  public static boolean isKey(String key) {
    return key != null && key.startsWith(KEY_PREFIX);
  }
}
