package dev.offload.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.config.Encrypted;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.notify.Delivery;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.notify.SignatureScheme;
import dev.offload.schemas.notify.WebhookFormat;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.secrets.Encrypter;
import dev.offload.secrets.TenantSecrets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Says where a delivery goes and which secrets sign it. The endpoint is looked up at each
/// attempt, so a delivery never contains secrets.
final class Destinations {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final TenantSecrets tenants;
  private final EndpointSource endpoints;
  private final Encrypter encrypter;

  /// Where a delivery goes.
  sealed interface Destination {
    /// It may be sent.
    ///
    /// @param headers additional ones
    /// @param secrets all that sign it
    /// @param tls what connections are made with
    /// @param endpoint empty if the task itself named the URL
    record Open(
        OutsideUrl url,
        Map<String, String> headers,
        List<String> secrets,
        TlsIdentity tls,
        Optional<Endpoint> endpoint)
        implements Destination {
      WebhookFormat format() {
        return endpoint.map(one -> one.terms().format()).orElse(WebhookFormat.STANDARD);
      }

      Addressee addressee(String tenant) {
        return endpoint
            .map(one -> Addressee.of(tenant, one))
            .orElseGet(() -> Addressee.of(tenant, url));
      }

      /// Without the secrets, since records are easily logged.
      @Override
      public String toString() {
        return "Open[" + endpoint.map(Endpoint::id) + "]";
      }
    }

    /// It must not be sent, now or later.
    record Closed(String code, String message) implements Destination {}

    /// The destination is unknown, because Kafka does not answer.
    record Unread() implements Destination {}
  }

  Destinations(TenantSecrets tenants, EndpointSource endpoints, Encrypter encrypter) {
    this.tenants = tenants;
    this.endpoints = endpoints;
    this.encrypter = encrypter;
  }

  /// The addressee of a delivery with this input, as far as it is known without waiting.
  Optional<Addressee> addressee(String tenant, JsonNode input) {
    return Delivery.target(input).flatMap(target -> addressee(tenant, target));
  }

  private Optional<Addressee> addressee(String tenant, Delivery.Target target) {
    return switch (target) {
      case Delivery.Target.Url(OutsideUrl url) -> Optional.of(Addressee.of(tenant, url));
      case Delivery.Target.Endpoint(EndpointId id) ->
          endpoints
              .find(tenant, id)
              .filter(Endpoint::isActive)
              .map(endpoint -> Addressee.of(tenant, endpoint));
    };
  }

  Destination of(String tenant, Delivery delivery, Instant now) throws InterruptedException {
    return switch (delivery) {
      case Delivery.ToUrl(OutsideUrl url, _) ->
          new Destination.Open(
              url,
              Map.of(),
              List.of(tenants.webhookSecret(tenant)),
              TlsIdentity.NONE,
              Optional.empty());
      case Delivery.ToEndpoint(EndpointId id, _, _) -> endpoint(tenant, id, now);
    };
  }

  /// Another process may just have created or enabled the endpoint, so the newest records are
  /// read before the delivery fails.
  private Destination endpoint(String tenant, EndpointId id, Instant now)
      throws InterruptedException {
    Optional<Endpoint> known = endpoints.find(tenant, id).filter(Endpoint::isActive);
    if (known.isEmpty()) {
      if (!endpoints.catchUp(PATIENCE)) {
        return new Destination.Unread();
      }
      known = endpoints.find(tenant, id);
    }
    return known
        .map(endpoint -> endpoint.isActive() ? open(endpoint, now) : disabled(endpoint.disabled()))
        .orElseGet(
            () ->
                new Destination.Closed(
                    "endpoint-deleted", "nothing was sent: the endpoint was deleted"));
  }

  private Destination open(Endpoint endpoint, Instant now) {
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, Encrypted> header : endpoint.terms().headers().entrySet()) {
      String name = header.getKey();
      headers.put(name, encrypter.decrypt(header.getValue(), endpoint.placeOfHeader(name)));
    }
    return new Destination.Open(
        endpoint.terms().url(),
        Map.copyOf(headers),
        secrets(endpoint, now),
        tls(endpoint),
        Optional.of(endpoint));
  }

  private List<String> secrets(Endpoint endpoint, Instant now) {
    Stream<String> shared =
        endpoint.secrets().at(now).stream()
            .map(secret -> encrypter.decrypt(secret, endpoint.placeOfSecret()));
    Stream<String> keys =
        endpoint.secrets().keysAt(now).stream()
            .map(key -> encrypter.decrypt(key.privateKey(), endpoint.placeOfSigningKey()));
    return Stream.concat(
            endpoint.terms().has(SignatureScheme.V1) ? shared : Stream.empty(),
            endpoint.terms().has(SignatureScheme.V1A) ? keys : Stream.empty())
        .toList();
  }

  /// The certificates of its connections, besides the default ones.
  private TlsIdentity tls(Endpoint endpoint) {
    return Optional.ofNullable(endpoint.terms().tls())
        .map(
            tls ->
                new TlsIdentity(
                    Optional.ofNullable(tls.client())
                        .map(
                            client ->
                                new TlsIdentity.Client(
                                    client.certificate(),
                                    encrypter.decrypt(client.key(), endpoint.placeOfClientKey()))),
                    Optional.ofNullable(tls.ca())))
        .orElse(TlsIdentity.NONE);
  }

  private static Destination disabled(Endpoint.Disabled why) {
    String reason =
        switch (why.reason()) {
          case OWNER -> "its owner disabled it";
          case GONE -> "its receiver answered 410";
          case FAILING -> "its receiver accepted nothing for days";
        };
    return new Destination.Closed(
        "endpoint-disabled", "nothing was sent: the endpoint is disabled, " + reason);
  }
}
