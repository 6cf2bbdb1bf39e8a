package dev.offload.schemas.config;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.notify.EndpointId;
import java.time.Instant;

/// Says that nothing is sent to an endpoint any more because of its receiver, which has
/// answered 410 (Gone) or has accepted nothing for days. It counts for one revision of the
/// endpoint: whoever changes the endpoint decides again.
///
/// It is a record of its own because another service writes it, which would otherwise write over
/// what the owner changes at the same moment.
///
/// @param reason what the receiver did; an older release wrote none, and meant `gone`
/// @param error what was wrong at last; null if an older release wrote it
public record EndpointGone(
    String tenant,
    EndpointId id,
    String revision,
    Instant at,
    Endpoint.DisabledBy reason,
    String error)
    implements ConfigEntry, TenantOwned {
  private static final String KEY_PREFIX = "endpoint-gone/";

  public EndpointGone {
    Require.that(Tenants.isValid(tenant), "tenant", "be " + Tenants.RULE, tenant);
    Require.present(id, "id");
    Require.text(revision, "revision");
    Require.present(at, "at");
    reason = reason == null ? Endpoint.DisabledBy.GONE : reason;
  }

  /// The mark of an endpoint that gets nothing more, for the reason `why`.
  public static EndpointGone of(Endpoint endpoint, Endpoint.Disabled why) {
    return new EndpointGone(
        endpoint.tenant(),
        endpoint.id(),
        endpoint.revision(),
        why.since(),
        why.reason(),
        why.error());
  }

  /// Why the endpoint gets nothing from then on.
  public Endpoint.Disabled disabled() {
    return new Endpoint.Disabled(reason, at, error);
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
