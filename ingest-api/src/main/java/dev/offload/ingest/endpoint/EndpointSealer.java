package dev.offload.ingest.endpoint;

import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointTerms;
import dev.offload.schemas.config.Sealed;
import dev.offload.schemas.config.Sealer;
import dev.offload.schemas.notify.EndpointId;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// Makes the secrets of endpoints, and seals what must not be read in their records. It opens
/// nothing.
final class EndpointSealer {
  private static final int SECRET_BYTES = 32;

  private final Sealer sealer;
  private final SecureRandom random = new SecureRandom();

  EndpointSealer(Sealer sealer) {
    this.sealer = sealer;
  }

  /// A new secret.
  ///
  /// @param shown as Standard Webhooks writes it, for its owner
  /// @param sealed for its endpoint
  record Secret(String shown, Sealed sealed) {
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
    return new Secret(shown, sealer.seal(shown, Endpoint.placeOfSecret(tenant, id)));
  }

  /// What is stored of the endpoint that a client wants.
  ///
  /// @param kept the headers that stay as they are
  EndpointTerms terms(String tenant, EndpointId id, EndpointBody wanted, Map<String, Sealed> kept) {
    Map<String, Sealed> headers = new HashMap<>();
    wanted
        .headers()
        .forEach(
            (name, value) ->
                headers.put(
                    name,
                    kept.containsKey(name)
                        ? kept.get(name)
                        : sealer.seal(value, Endpoint.placeOfHeader(tenant, id, name))));
    return new EndpointTerms(
        wanted.url(),
        wanted.events(),
        wanted.tags(),
        wanted.description(),
        headers,
        wanted.rate(),
        wanted.concurrency(),
        wanted.format());
  }
}
