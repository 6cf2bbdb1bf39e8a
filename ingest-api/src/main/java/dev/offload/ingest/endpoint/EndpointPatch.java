package dev.offload.ingest.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Pointers;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointTerms;
import dev.offload.schemas.json.Json;
import java.time.Instant;
import java.util.Set;

/// What a patch makes of an endpoint.
///
/// @param wanted the endpoint that the client wants
/// @param kept what the patch does not name
record EndpointPatch(Endpoint before, EndpointBody wanted, KeptSecrets kept) {

  /// Stands for the value of a header that stays as it is.
  private static final String KEPT = "kept";

  /// @throws ProblemException `invalid-webhook`
  static EndpointPatch read(Endpoint before, JsonNode patch, Instant now) {
    Faults faults = new Faults();
    if (!(patch instanceof ObjectNode changes)) {
      faults.add("", "must be an object");
      throw EndpointBody.invalid(faults);
    }
    EndpointBody wanted =
        EndpointBody.readPatched(asSent(before), changes, now, faults)
            .orElseThrow(() -> EndpointBody.invalid(faults));
    checkNulls(patch.path(TlsBody.NAME), faults);
    KeptSecrets kept = KeptSecrets.of(before.terms(), patch);
    if (!wanted.url().origin().equals(before.terms().url().origin())
        && wanted.headers().keySet().stream().anyMatch(kept.headers()::containsKey)) {
      faults.add(
          "/headers",
          "must be sent again, or be null, when url changes its scheme, host or port: they were"
              + " meant for "
              + before.terms().url().origin());
    }
    if (kept.tls() != null) {
      EndpointBody.requireHttps(wanted.url(), faults);
    }
    if (!faults.isEmpty()) {
      throw EndpointBody.invalid(faults);
    }
    return new EndpointPatch(before, wanted, kept);
  }

  /// Why nothing is sent to it after the patch; null if something is.
  Endpoint.Disabled disabled(Instant now) {
    if (wanted.isActive()) {
      return null;
    }
    return before.isActive()
        ? new Endpoint.Disabled(Endpoint.Reason.OWNER, now)
        : before.disabled();
  }

  /// Since when it gets the events of a task in order; null if it does not. What it was not told
  /// before the patch is no part of the order.
  Instant orderedSince(Instant now) {
    if (!wanted.isOrdered()) {
      return null;
    }
    EndpointTerms terms = before.terms();
    boolean isToldTheSame =
        before.isActive() == wanted.isActive()
            && Set.copyOf(terms.events()).equals(Set.copyOf(wanted.events()))
            && Set.copyOf(terms.tags()).equals(Set.copyOf(wanted.tags()));
    return isToldTheSame && terms.isOrdered() ? terms.orderedSince() : now;
  }

  /// A client certificate goes with its key.
  private static void checkNulls(JsonNode tls, Faults faults) {
    boolean goes = tls.path(TlsBody.CLIENT_CERTIFICATE).isNull();
    if (goes != tls.path(TlsBody.CLIENT_KEY).isNull()) {
      faults.add(
          Pointers.below(
              "/" + TlsBody.NAME, goes ? TlsBody.CLIENT_KEY : TlsBody.CLIENT_CERTIFICATE),
          "must be null, too, or both must be sent");
    }
  }

  /// The endpoint as a client would have to send it, without its `tls`. In place of the headers'
  /// values, which only the sender of webhooks opens, it has another text.
  private static JsonNode asSent(Endpoint endpoint) {
    EndpointTerms terms = endpoint.terms();
    ObjectNode sent = Json.MAPPER.createObjectNode();
    sent.put("url", terms.url().toString());
    sent.set("events", Json.MAPPER.valueToTree(terms.events()));
    sent.set("tags", Json.MAPPER.valueToTree(terms.tags()));
    if (terms.description() != null) {
      sent.put("description", terms.description());
    }
    ObjectNode headers = sent.putObject("headers");
    terms.headers().keySet().forEach(name -> headers.put(name, KEPT));
    if (terms.rate() != null) {
      sent.set("rate", Json.MAPPER.valueToTree(terms.rate()));
    }
    if (terms.concurrency() != null) {
      sent.put("concurrency", terms.concurrency());
    }
    sent.set("format", Json.MAPPER.valueToTree(terms.format()));
    sent.set("signatures", Json.MAPPER.valueToTree(terms.signatures()));
    sent.put("ordered", terms.isOrdered());
    sent.put("handshake", terms.handshake());
    sent.put("state", endpoint.isActive() ? EndpointBody.ACTIVE : EndpointBody.DISABLED);
    return sent;
  }
}
