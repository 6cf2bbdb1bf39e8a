package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.config.Ed25519;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.SigningKey;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.Delivery;
import dev.offload.schemas.notify.SignatureScheme;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.secrets.TenantSecrets;
import dev.offload.webhook.Destinations.Destination;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DestinationsTest {
  private static final String URL = "https://shop.example/hook";
  private static final TenantSecrets TENANTS =
      new TenantSecrets("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

  private final SomeEndpoints endpoints = new SomeEndpoints();
  private final Destinations destinations =
      new Destinations(TENANTS, endpoints, SomeEndpoints.ENCRYPTER);

  @Test
  void urlOfATaskIsSignedWithTheTenantsSecret() throws Exception {
    OutsideUrl url = OutsideUrl.of(URL);

    assertThat(of("acme", new Delivery.ToUrl(url, Json.MAPPER.createObjectNode())))
        .isEqualTo(
            new Destination.Open(
                url,
                Map.of(),
                List.of(TENANTS.webhookSecret("acme")),
                TlsIdentity.NONE,
                Optional.empty()));
  }

  @Test
  void endpointHasItsOwnSecretAndHeaders() throws Exception {
    Endpoint endpoint = endpoints.add("acme", URL);

    assertThat(of("acme", to(endpoint)))
        .isEqualTo(
            new Destination.Open(
                OutsideUrl.of(URL),
                Map.of("X-Shop", "seven"),
                List.of(SomeEndpoints.SECRET),
                TlsIdentity.NONE,
                Optional.of(endpoint)));
  }

  @Test
  void formerSecretSignsTooUntilItsTimeIsOver() throws Exception {
    Endpoint endpoint = endpoints.add("acme", URL);
    String next = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
    endpoints.put(
        new Endpoint(
            "acme",
            endpoint.id(),
            endpoint.terms(),
            endpoint
                .secrets()
                .rotated(
                    SomeEndpoints.ENCRYPTER.encrypt(next, endpoint.placeOfSecret()),
                    null,
                    SomeEndpoints.NOW,
                    SomeEndpoints.NOW.plusSeconds(60)),
            null,
            SomeEndpoints.NOW,
            SomeEndpoints.NOW,
            "r2"));

    assertThat(secretsAt(endpoint, 59)).containsExactly(next, SomeEndpoints.SECRET);
    assertThat(secretsAt(endpoint, 60)).containsExactly(next);
  }

  @Test
  void keysSignOnlyIfTheOwnerWantsIt() throws Exception {
    Ed25519.Pair pair = Ed25519.freshPair();
    for (var wanted :
        Map.of(
                List.of(SignatureScheme.V1), List.of(SomeEndpoints.SECRET),
                List.of(SignatureScheme.V1A), List.of(pair.privateKey()),
                List.of(SignatureScheme.V1, SignatureScheme.V1A),
                    List.of(SomeEndpoints.SECRET, pair.privateKey()))
            .entrySet()) {
      Endpoint endpoint = endpoints.addSigned("acme", URL, pair, wanted.getKey());

      assertThat(secretsAt(endpoint, 0)).isEqualTo(wanted.getValue());
    }
  }

  @Test
  void formerKeysSignForAsLongAsTheirSecret() throws Exception {
    Ed25519.Pair first = Ed25519.freshPair();
    Ed25519.Pair second = Ed25519.freshPair();
    List<SignatureScheme> signatures = List.of(SignatureScheme.V1A);
    Endpoint before = endpoints.addSigned("acme", URL, first, signatures);
    SigningKey next =
        new SigningKey(
            second.publicKey(),
            SomeEndpoints.ENCRYPTER.encrypt(
                second.privateKey(), Endpoint.placeOfSigningKey("acme", before.id())));
    endpoints.put(
        new Endpoint(
            "acme",
            before.id(),
            before.terms(),
            before
                .secrets()
                .rotated(
                    before.secrets().current(),
                    next,
                    SomeEndpoints.NOW,
                    SomeEndpoints.NOW.plusSeconds(60)),
            null,
            SomeEndpoints.NOW,
            SomeEndpoints.NOW,
            "r2"));

    assertThat(secretsAt(before, 59)).containsExactly(second.privateKey(), first.privateKey());
    assertThat(secretsAt(before, 60)).containsExactly(second.privateKey());
  }

  @Test
  void certificatesOfAnEndpointAreDecrypted() throws Exception {
    Endpoint endpoint = endpoints.addWithCertificate("acme", URL, "certificate", "key", "ca");

    assertThat(of("acme", to(endpoint)))
        .isInstanceOfSatisfying(
            Destination.Open.class,
            open ->
                assertThat(open.tls())
                    .isEqualTo(
                        new TlsIdentity(
                            Optional.of(new TlsIdentity.Client("certificate", "key")),
                            Optional.of("ca"))));
    assertThat(of("acme", to(endpoint)).toString()).doesNotContain("key");
  }

  private List<String> secretsAt(Endpoint endpoint, int seconds) throws Exception {
    return destinations.of("acme", to(endpoint), SomeEndpoints.NOW.plusSeconds(seconds))
            instanceof Destination.Open open
        ? open.secrets()
        : List.of();
  }

  @Test
  void endpointOfAnotherTenantDoesNotExist() throws Exception {
    Endpoint endpoint = endpoints.add("acme", URL);

    assertThat(of("shop", to(endpoint))).isInstanceOf(Destination.Closed.class);
  }

  @Test
  void endpointThatAnotherProcessHasJustMadeIsFound() throws Exception {
    Endpoint endpoint = endpoints.announceLate("acme", URL);

    assertThat(of("acme", to(endpoint))).isInstanceOf(Destination.Open.class);
  }

  @Test
  void deletedOrDisabledEndpointGetsNothing() throws Exception {
    Endpoint deleted = endpoints.add("acme", URL);
    endpoints.delete(deleted);
    Endpoint disabled = endpoints.add("acme", URL);
    endpoints.disable(disabled);
    Endpoint gone = endpoints.add("acme", URL);
    endpoints.disable(gone, disabled(Endpoint.DisabledBy.GONE));
    Endpoint failing = endpoints.add("acme", URL);
    endpoints.disable(failing, disabled(Endpoint.DisabledBy.FAILING));

    assertThat(of("acme", to(deleted)))
        .isEqualTo(
            new Destination.Closed(
                "endpoint-deleted", "nothing was sent: the endpoint was deleted"));
    assertThat(of("acme", to(disabled)))
        .isEqualTo(
            new Destination.Closed(
                "endpoint-disabled",
                "nothing was sent: the endpoint is disabled, its owner disabled it"));
    assertThat(of("acme", to(gone)))
        .isEqualTo(
            new Destination.Closed(
                "endpoint-disabled",
                "nothing was sent: the endpoint is disabled, its receiver answered 410"));
    assertThat(of("acme", to(failing)))
        .isEqualTo(
            new Destination.Closed(
                "endpoint-disabled",
                "nothing was sent: the endpoint is disabled, its receiver accepted nothing for"
                    + " days"));
  }

  @Test
  void destinationIsUnknownWhileKafkaDoesNotAnswer() throws Exception {
    Endpoint endpoint = endpoints.announceLate("acme", URL);
    endpoints.cutOff();

    assertThat(of("acme", to(endpoint))).isEqualTo(new Destination.Unread());
  }

  @Test
  void textFormHidesTheSecrets() throws Exception {
    assertThat(of("acme", to(endpoints.add("acme", URL))).toString())
        .doesNotContain("whsec_")
        .doesNotContain("seven");
  }

  private Destination of(String tenant, Delivery delivery) throws InterruptedException {
    return destinations.of(tenant, delivery, SomeEndpoints.NOW);
  }

  private static Delivery to(Endpoint endpoint) {
    return new Delivery.ToEndpoint(endpoint.id(), Json.MAPPER.createObjectNode(), null);
  }

  private static Endpoint.Disabled disabled(Endpoint.DisabledBy reason) {
    return new Endpoint.Disabled(reason, SomeEndpoints.NOW, "no answer");
  }
}
