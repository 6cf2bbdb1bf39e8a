package dev.offload.ingest.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Pointers;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointTerms;
import java.time.Instant;
import java.util.Set;

/// What a patch makes of an endpoint.
///
/// @param wanted the endpoint that the client wants
/// @param kept what the patch does not name
record EndpointPatch(Endpoint before, EndpointBody wanted, KeptSecrets kept) {

  private static final String MEANT_FOR =
      "must be sent again, or be null, when url changes its scheme, host or port: %s meant for %s";

  /// @throws ProblemException `invalid-webhook`
  static EndpointPatch read(Endpoint before, JsonNode patch, Instant now) {
    Faults faults = new Faults();
    if (!(patch instanceof ObjectNode changes)) {
      faults.add("", "must be an object");
      throw EndpointBody.invalid(faults);
    }
    EndpointBody wanted =
        EndpointBody.readPatched(before, changes, now, faults)
            .orElseThrow(() -> EndpointBody.invalid(faults));
    checkNulls(patch.path(TlsBody.NAME), faults);
    KeptSecrets kept = KeptSecrets.of(before.terms(), patch);
    String origin = before.terms().url().origin();
    if (!wanted.url().origin().equals(origin)) {
      if (wanted.headers().keySet().stream().anyMatch(kept.headers()::containsKey)) {
        faults.add(EndpointBody.HEADERS.pointer(), MEANT_FOR.formatted("they were", origin));
      }
      if (wanted.url().isSecure() && kept.tls() != null && kept.tls().client() != null) {
        faults.add(EndpointBody.TLS.pointer(), MEANT_FOR.formatted("its certificate was", origin));
      }
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
        ? new Endpoint.Disabled(Endpoint.DisabledBy.OWNER, now)
        : before.disabled();
  }

  /// When it began to get the events of a task in order; null if it does not. What it was not told
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
              EndpointBody.TLS.pointer(), goes ? TlsBody.CLIENT_KEY : TlsBody.CLIENT_CERTIFICATE),
          "must be null, too, or both must be sent");
    }
  }
}
