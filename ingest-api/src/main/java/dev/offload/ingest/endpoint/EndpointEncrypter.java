package dev.offload.ingest.endpoint;

import dev.offload.schemas.config.Encrypted;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointTerms;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.secrets.Encrypter;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

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

  /// What is stored of the endpoint that a client wants.
  ///
  /// @param kept the headers that stay as they are
  /// @param orderedSince since when it gets the events of a task in order; null if it does not
  EndpointTerms terms(
      String tenant,
      EndpointId id,
      EndpointBody wanted,
      Map<String, Encrypted> kept,
      Instant orderedSince) {
    Map<String, Encrypted> headers = new HashMap<>();
    wanted
        .headers()
        .forEach(
            (name, value) ->
                headers.put(
                    name,
                    kept.containsKey(name)
                        ? kept.get(name)
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
        orderedSince,
        wanted.asksFirst());
  }
}
