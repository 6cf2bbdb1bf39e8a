package dev.offload.notifier;

import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointSecrets;
import dev.offload.schemas.config.EndpointTerms;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.notify.WebhookUrl;
import dev.offload.secrets.Encrypter;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Endpoints of tenant `acme` as the API writes them.
final class Endpoints {
  static final Encrypter ENCRYPTER = new Encrypter(List.of(OneNodeProfile.ENCRYPTION_KEY));
  static final Instant CREATED = Instant.parse("2026-11-22T10:00:00Z");
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final String NEXT_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

  private Endpoints() {}

  static EndpointTerms to(String url, List<String> events, String... tags) {
    return new EndpointTerms(
        WebhookUrl.of(url), events, List.of(tags), null, Map.of(), null, null, null);
  }

  static Endpoint of(String tenant, EndpointTerms terms) {
    EndpointId id = EndpointId.fresh(Instant.now());
    String place = Endpoint.placeOfSecret(tenant, id);
    return new Endpoint(
        tenant,
        id,
        terms,
        new EndpointSecrets(ENCRYPTER.encrypt(SECRET, place), List.of()),
        null,
        CREATED,
        CREATED,
        "r1");
  }

  /// The same with another state and other secrets.
  static Endpoint with(Endpoint before, EndpointSecrets secrets, Endpoint.Disabled disabled) {
    return new Endpoint(
        before.tenant(),
        before.id(),
        before.terms(),
        secrets,
        disabled,
        before.createdAt(),
        before.updatedAt(),
        "r2");
  }
}
