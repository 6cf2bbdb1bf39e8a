package dev.offload.notifier;

import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointSecrets;
import dev.offload.schemas.config.EndpointTerms;
import dev.offload.schemas.config.Rate;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.secrets.Encrypter;
import java.time.Duration;
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
        OutsideUrl.of(url),
        events,
        List.of(tags),
        null,
        Map.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        false);
  }

  static Endpoint of(String tenant, EndpointTerms terms) {
    EndpointId id = EndpointId.fresh(Instant.now());
    String place = Endpoint.placeOfSecret(tenant, id);
    return new Endpoint(
        tenant,
        id,
        terms,
        EndpointSecrets.of(ENCRYPTER.encrypt(SECRET, place)),
        null,
        CREATED,
        CREATED,
        "r1");
  }

  /// The same if it gets the events of a task in order.
  static Endpoint ordered(Endpoint before, Instant since) {
    return with(before, before.terms().rate(), since, before.terms().handshake());
  }

  /// The same if its receiver is asked first.
  static Endpoint asking(Endpoint before) {
    Rate tenASecond = new Rate(10, Duration.ofSeconds(1), 5);
    return with(before, tenASecond, before.terms().orderedSince(), true);
  }

  private static Endpoint with(
      Endpoint before, Rate rate, Instant orderedSince, boolean handshake) {
    EndpointTerms terms = before.terms();
    return new Endpoint(
        before.tenant(),
        before.id(),
        new EndpointTerms(
            terms.url(),
            terms.events(),
            terms.tags(),
            terms.description(),
            terms.headers(),
            rate,
            terms.concurrency(),
            terms.format(),
            terms.signatures(),
            terms.tls(),
            orderedSince,
            handshake),
        before.secrets(),
        before.disabled(),
        before.createdAt(),
        before.updatedAt(),
        before.revision());
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
