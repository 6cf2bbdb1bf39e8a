package dev.offload.webhook;

import dev.offload.kafka.live.EndpointTable;
import dev.offload.schemas.config.Ed25519;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointConsent;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.config.EndpointGone;
import dev.offload.schemas.config.EndpointSecrets;
import dev.offload.schemas.config.EndpointTerms;
import dev.offload.schemas.config.EndpointTls;
import dev.offload.schemas.config.SigningKey;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.notify.SignatureScheme;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.secrets.Encrypter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Endpoints that a test makes, without Kafka. Those that were announced late are known once
/// somebody has caught up.
final class SomeEndpoints implements EndpointSource {
  static final Encrypter ENCRYPTER =
      new Encrypter(List.of("k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final EndpointTable table = new EndpointTable();
  private final List<Consumer<Endpoint>> listeners = new ArrayList<>();
  private final List<EndpointConsent> answers = new ArrayList<>();
  private Endpoint late;
  private boolean isReadable = true;

  Endpoint add(String tenant, String url) {
    Endpoint endpoint = endpoint(tenant, url);
    table.change(null, endpoint);
    return endpoint;
  }

  Endpoint announceLate(String tenant, String url) {
    late = endpoint(tenant, url);
    return late;
  }

  void put(Endpoint endpoint) {
    table.change(null, endpoint);
  }

  void delete(Endpoint endpoint) {
    table.change(endpoint, null);
    listeners.forEach(listener -> listener.accept(endpoint));
  }

  @Override
  public void whenDeleted(Consumer<Endpoint> listener) {
    listeners.add(listener);
  }

  void disable(Endpoint endpoint) {
    put(
        new Endpoint(
            endpoint.tenant(),
            endpoint.id(),
            endpoint.terms(),
            endpoint.secrets(),
            new Endpoint.Disabled(Endpoint.DisabledBy.OWNER, NOW),
            NOW,
            NOW,
            "r2"));
  }

  void cutOff() {
    isReadable = false;
  }

  /// An endpoint with keys, which is signed to by these schemes.
  Endpoint addSigned(
      String tenant, String url, Ed25519.Pair pair, List<SignatureScheme> signatures) {
    EndpointId id = EndpointId.fresh(NOW);
    SigningKey key =
        new SigningKey(
            pair.publicKey(),
            ENCRYPTER.encrypt(pair.privateKey(), Endpoint.placeOfSigningKey(tenant, id)));
    Endpoint endpoint = endpoint(tenant, id, url, key, signatures, null);
    put(endpoint);
    return endpoint;
  }

  Endpoint addWithCertificate(
      String tenant, String url, String certificate, String key, String ca) {
    EndpointId id = EndpointId.fresh(NOW);
    EndpointTls.Client client =
        new EndpointTls.Client(
            certificate, ENCRYPTER.encrypt(key, Endpoint.placeOfClientKey(tenant, id)));
    Endpoint endpoint =
        endpoint(tenant, id, url, null, List.of(SignatureScheme.V1), new EndpointTls(client, ca));
    put(endpoint);
    return endpoint;
  }

  private static Endpoint endpoint(String tenant, String url) {
    return endpoint(tenant, EndpointId.fresh(NOW), url, null, List.of(SignatureScheme.V1), null);
  }

  private static Endpoint endpoint(
      String tenant,
      EndpointId id,
      String url,
      SigningKey key,
      List<SignatureScheme> signatures,
      EndpointTls tls) {
    return new Endpoint(
        tenant,
        id,
        new EndpointTerms(
            OutsideUrl.of(url),
            List.of("task.*"),
            List.of(),
            null,
            Map.of(
                "X-Shop", ENCRYPTER.encrypt("seven", Endpoint.placeOfHeader(tenant, id, "X-Shop"))),
            null,
            null,
            null,
            signatures,
            tls,
            null,
            false),
        EndpointSecrets.of(ENCRYPTER.encrypt(SECRET, Endpoint.placeOfSecret(tenant, id)))
            .withKey(key),
        null,
        NOW,
        NOW,
        "r1");
  }

  @Override
  public Optional<Endpoint> find(String tenant, EndpointId id) {
    return table.find(tenant, id);
  }

  @Override
  public boolean catchUp(Duration patience) {
    if (isReadable && late != null) {
      table.change(null, late);
    }
    return isReadable;
  }

  @Override
  public Optional<EndpointFailing> failing(Endpoint endpoint) {
    return table.failing(endpoint);
  }

  @Override
  public Optional<EndpointConsent> consent(Endpoint endpoint) {
    return table.consent(endpoint);
  }

  /// What receivers have answered, as it was noted.
  List<EndpointConsent> answers() {
    return answers;
  }

  @Override
  public void answered(Endpoint endpoint, EndpointConsent answer) {
    answers.add(answer);
    table.change(null, answer);
  }

  @Override
  public void fails(Endpoint endpoint, Instant since, String error) {
    table.change(
        null,
        new EndpointFailing(endpoint.tenant(), endpoint.id(), endpoint.revision(), since, error));
  }

  @Override
  public void recovered(Endpoint endpoint, EndpointFailing mark, Instant at) {
    table.change(mark, null);
  }

  @Override
  public void disable(Endpoint endpoint, Endpoint.Disabled why) {
    table.change(null, EndpointGone.of(endpoint, why));
  }
}
