package dev.offload.ingest.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.ingest.flow.RateView;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointTerms;
import dev.offload.schemas.notify.SignatureScheme;
import dev.offload.schemas.notify.WebhookFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What the owner of an endpoint has said about it, as it is shown.
@JsonInclude(JsonInclude.Include.NON_NULL)
record EndpointTermsView(
    @Schema(description = "The URL that webhooks are sent to, exactly as it is used.") String url,
    @Schema(description = "The events that the endpoint gets.") List<String> events,
    @Schema(description = "Only events of tasks and groups with all of these tags are sent.")
        List<String> tags,
    @Schema(description = "A description for people. Absent if there is none.") String description,
    @Schema(description = "The names of the additional headers. Their values are not shown.")
        List<String> headerNames,
    @Schema(description = "The rate at which attempts may start. Absent: any rate.") RateView rate,
    @Schema(description = "How many attempts may run at a time. Absent: any number.")
        Integer concurrency,
    @Schema(description = "The form of the body.") WebhookFormat format,
    @Schema(description = "How webhooks are signed: v1 with the secret, v1a with a private key.")
        List<SignatureScheme> signatures,
    @Schema(
            description =
                "The public key that verifies v1a signatures: whpk_ and base64. Absent without"
                    + " v1a.")
        String publicKey,
    @Schema(
            description =
                "The earlier public keys whose private keys still sign, newest first. Absent if"
                    + " there are none.")
        List<FormerKeyView> formerPublicKeys,
    @Schema(description = "The certificates of TLS connections. Absent for the defaults.")
        TlsView tls,
    @Schema(description = "Whether it gets the events of each task in order.") boolean ordered,
    @Schema(description = "Whether its receiver is asked for its consent before anything is sent.")
        boolean handshake) {
  static EndpointTermsView of(Endpoint endpoint, Instant now) {
    EndpointTerms terms = endpoint.terms();
    boolean isSigned = terms.has(SignatureScheme.V1A) && endpoint.secrets().key() != null;
    return new EndpointTermsView(
        terms.url().toString(),
        terms.events(),
        terms.tags(),
        terms.description(),
        terms.headers().keySet().stream().sorted().toList(),
        Optional.ofNullable(terms.rate()).map(RateView::of).orElse(null),
        terms.concurrency(),
        terms.format(),
        terms.signatures(),
        isSigned ? endpoint.secrets().key().publicKey() : null,
        isSigned ? FormerKeyView.of(endpoint.secrets(), now) : null,
        Optional.ofNullable(terms.tls()).map(TlsView::of).orElse(null),
        terms.isOrdered(),
        terms.handshake());
  }
}
