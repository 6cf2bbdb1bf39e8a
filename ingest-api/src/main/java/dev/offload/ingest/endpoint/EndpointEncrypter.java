package dev.offload.ingest.endpoint;

import dev.offload.schemas.config.Ed25519;
import dev.offload.schemas.config.Encrypted;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointTerms;
import dev.offload.schemas.config.EndpointTls;
import dev.offload.schemas.config.SigningKey;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.notify.SignatureScheme;
import dev.offload.secrets.Encrypter;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the secrets of endpoints, and encrypts what must not be read in their records. It decrypts
/// nothing.
final class EndpointEncrypter {
  private static final int SECRET_BYTES = 32;

  private final Encrypter encrypter;
  private final SecureRandom random = new SecureRandom();

  EndpointEncrypter(Encrypter encrypter) {
    this.encrypter = encrypter;
  }

  /// A new secret.
  ///
  /// @param shown as Standard Webhooks writes it, for its owner
  /// @param encrypted for its endpoint
  record Secret(String shown, Encrypted encrypted) {
    /// Without it, since records are easily logged.
    @Override
    public String toString() {
      return "a secret";
    }
  }

  Secret freshSecret(String tenant, EndpointId id) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String shown = "whsec_" + Base64.getEncoder().encodeToString(bytes);
    return new Secret(shown, encrypter.encrypt(shown, Endpoint.placeOfSecret(tenant, id)));
  }

  /// New keys for an endpoint that wants signatures of the scheme `v1a`; null for another.
  SigningKey freshKey(String tenant, EndpointId id, List<SignatureScheme> signatures) {
    if (!signatures.contains(SignatureScheme.V1A)) {
      return null;
    }
    Ed25519.Pair pair = Ed25519.freshPair();
    return new SigningKey(
        pair.publicKey(),
        encrypter.encrypt(pair.privateKey(), Endpoint.placeOfSigningKey(tenant, id)));
  }

  /// What is stored of the endpoint that a client wants.
  ///
  /// @param kept what stays as it is
  /// @param orderedSince since when it gets the events of a task in order; null if it does not
  EndpointTerms terms(
      String tenant, EndpointId id, EndpointBody wanted, KeptSecrets kept, Instant orderedSince) {
    Map<String, Encrypted> headers = new HashMap<>();
    wanted
        .headers()
        .forEach(
            (name, value) ->
                headers.put(
                    name,
                    kept.headers().containsKey(name)
                        ? kept.headers().get(name)
                        : encrypter.encrypt(value, Endpoint.placeOfHeader(tenant, id, name))));
    return new EndpointTerms(
        wanted.url(),
        wanted.events(),
        wanted.tags(),
        wanted.description(),
        headers,
        wanted.rate(),
        wanted.concurrency(),
        wanted.format(),
        wanted.signatures(),
        tls(tenant, id, wanted.tls(), kept.tls()),
        orderedSince,
        wanted.asksFirst());
  }

  /// @param wanted null if nothing is said of it
  /// @param kept null if nothing stays
  private EndpointTls tls(String tenant, EndpointId id, TlsBody wanted, EndpointTls kept) {
    if (wanted == null || wanted.isEmpty()) {
      return kept;
    }
    Optional<EndpointTls> before = Optional.ofNullable(kept);
    EndpointTls.Client client =
        wanted.client() == null
            ? before.map(EndpointTls::client).orElse(null)
            : new EndpointTls.Client(
                wanted.client().certificate().pem(),
                encrypter.encrypt(wanted.client().key(), Endpoint.placeOfClientKey(tenant, id)));
    String ca = wanted.ca() == null ? before.map(EndpointTls::ca).orElse(null) : wanted.ca().pem();
    return new EndpointTls(client, ca);
  }
}
