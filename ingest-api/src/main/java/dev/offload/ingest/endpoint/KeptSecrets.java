package dev.offload.ingest.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.config.Encrypted;
import dev.offload.schemas.config.EndpointTerms;
import dev.offload.schemas.config.EndpointTls;
import java.util.HashMap;
import java.util.Map;

/// What stays as it is when an endpoint is changed, and need not be opened for that.
///
/// @param tls null if nothing stays of it
record KeptSecrets(Map<String, Encrypted> headers, EndpointTls tls) {

  /// Nothing, as for a new endpoint.
  static final KeptSecrets NONE = new KeptSecrets(Map.of(), null);

  /// What a patch does not name.
  static KeptSecrets of(EndpointTerms before, JsonNode patch) {
    Map<String, Encrypted> headers = new HashMap<>(before.headers());
    patch.path(EndpointBody.HEADERS.name()).fieldNames().forEachRemaining(headers::remove);
    return new KeptSecrets(Map.copyOf(headers), tls(before.tls(), patch.path(TlsBody.NAME)));
  }

  private static EndpointTls tls(EndpointTls before, JsonNode patch) {
    if (before == null || patch.isNull()) {
      return null;
    }
    EndpointTls.Client client = patch.has(TlsBody.CLIENT_CERTIFICATE) ? null : before.client();
    String ca = patch.has(TlsBody.CA) ? null : before.ca();
    return client == null && ca == null ? null : new EndpointTls(client, ca);
  }
}
