package dev.offload.schemas.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.notify.EndpointId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What the receiver of an endpoint with a handshake has answered. It counts for one revision of
/// the endpoint: after each change the receiver is asked again.
///
/// It is a record of its own for the same reason as [EndpointGone].
///
/// @param at when it answered
/// @param perMinute how many webhooks a minute it wants if it wants them; null for any number
/// @param refusal why it wants none; null if it wants them
public record EndpointConsent(
    String tenant, EndpointId id, String revision, Instant at, Integer perMinute, String refusal)
    implements ConfigEntry, TenantOwned {
  private static final String KEY_PREFIX = "endpoint-consent/";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  public EndpointConsent {
    Require.that(Tenants.isValid(tenant), "tenant", "be " + Tenants.RULE, tenant);
    Require.present(id, "id");
    Require.text(revision, "revision");
    Require.present(at, "at");
    Require.that(
        perMinute == null || (perMinute >= 1 && perMinute <= Rate.MAX_COUNT),
        "perMinute",
        "be 1 to " + Rate.MAX_COUNT,
        perMinute);
  }

  @JsonIgnore
  public boolean isGiven() {
    return refusal == null;
  }

  /// How fast webhooks may be sent; empty for any number. They come evenly, since a burst after a
  /// pause would be more than it wants in that minute.
  public Optional<Rate> rate() {
    return Optional.ofNullable(perMinute).map(count -> new Rate(count, MINUTE, 1));
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
