package dev.offload.kafka.live;

import dev.offload.schemas.config.ApiKey;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointConsent;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.config.EndpointGone;
import dev.offload.schemas.config.FaceReading;
import dev.offload.schemas.config.GalleryFace;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.config.UserPreferences;
import dev.offload.schemas.notify.EndpointId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// All endpoints by tenant, with what their receivers have answered. One thread may change it while
/// others read it.
public final class EndpointTable {
  private final Map<String, Map<EndpointId, Endpoint>> endpoints = new ConcurrentHashMap<>();
  private final Map<EndpointId, EndpointGone> gone = new ConcurrentHashMap<>();
  private final Map<EndpointId, EndpointFailing> failing = new ConcurrentHashMap<>();
  private final Map<EndpointId, EndpointConsent> consents = new ConcurrentHashMap<>();

  /// Whether the entries of a key belong here.
  public static boolean isKey(String key) {
    return Endpoint.isKey(key)
        || EndpointGone.isKey(key)
        || EndpointFailing.isKey(key)
        || EndpointConsent.isKey(key);
  }

  /// Takes the change of an entry.
  ///
  /// @param before null if there was none
  /// @param after null if there is none any more
  public void change(ConfigEntry before, ConfigEntry after) {
    switch (after == null ? before : after) {
      case Endpoint endpoint -> change(endpoint, after != null);
      case EndpointGone mark when after != null -> gone.put(mark.id(), mark);
      case EndpointGone mark -> gone.remove(mark.id());
      case EndpointFailing mark when after != null -> failing.put(mark.id(), mark);
      case EndpointFailing mark -> failing.remove(mark.id());
      case EndpointConsent answer when after != null -> consents.put(answer.id(), answer);
      case EndpointConsent answer -> consents.remove(answer.id());
      case ApiKey _, Schedule _, Limit _, UserPreferences _, GalleryFace _, FaceReading _ -> {
        // Other tables have these.
      }
    }
  }

  private void change(Endpoint endpoint, boolean isThere) {
    endpoints.compute(
        endpoint.tenant(),
        (_, known) -> {
          Map<EndpointId, Endpoint> own = known == null ? new ConcurrentSkipListMap<>() : known;
          if (isThere) {
            own.put(endpoint.id(), endpoint);
          } else {
            own.remove(endpoint.id());
          }
          return own.isEmpty() ? null : own;
        });
  }

  /// Whether a tenant has any, active or not.
  public boolean hasAny(String tenant) {
    return endpoints.containsKey(tenant);
  }

  /// A tenant's endpoints, oldest first.
  public List<Endpoint> of(String tenant) {
    return endpoints.getOrDefault(tenant, Map.of()).values().stream().map(this::present).toList();
  }

  /// When somebody began to want events before tasks' ends. Empty if nobody does.
  public Optional<Instant> runsWantedSince() {
    return endpoints.values().stream()
        .flatMap(own -> own.values().stream())
        .filter(endpoint -> endpoint.terms().wantsRuns())
        .map(this::present)
        .filter(Endpoint::isActive)
        .map(Endpoint::updatedAt)
        .min(Comparator.naturalOrder());
  }

  public Optional<Endpoint> find(String tenant, EndpointId id) {
    return Optional.ofNullable(endpoints.getOrDefault(tenant, Map.of()).get(id)).map(this::present);
  }

  /// Why an active endpoint accepts nothing, and since when. Empty if it accepts events.
  public Optional<EndpointFailing> failing(Endpoint endpoint) {
    return Optional.ofNullable(failing.get(endpoint.id()))
        .filter(mark -> mark.revision().equals(endpoint.revision()));
  }

  /// What the receiver of an endpoint with a handshake has answered. Empty if it was not asked yet.
  public Optional<EndpointConsent> consent(Endpoint endpoint) {
    return Optional.ofNullable(consents.get(endpoint.id()))
        .filter(answer -> answer.revision().equals(endpoint.revision()));
  }

  /// The endpoint as it is after its receiver's answer.
  private Endpoint present(Endpoint endpoint) {
    EndpointGone mark = gone.get(endpoint.id());
    return mark == null || !mark.revision().equals(endpoint.revision()) || !endpoint.isActive()
        ? endpoint
        : endpoint.disabled(mark.disabled(), endpoint.revision() + "-gone");
  }
}
