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
    @Schema(description = "Where webhooks go, as it is sent.") String url,
    @Schema(description = "Which events it gets.") List<String> events,
    @Schema(description = "Tags that a task must all have, for its events to be sent.")
        List<String> tags,
    @Schema(description = "A text for people. Absent if there is none.") String description,
    @Schema(
            description =
                "The names of the headers that are sent besides. Their values are not shown.")
        List<String> headerNames,
    @Schema(description = "How many attempts may start in how much time. Absent for any number.")
        RateView rate,
    @Schema(description = "How many attempts may run at a time. Absent for any number.")
        Integer concurrency,
    @Schema(description = "The form of the body.") WebhookFormat format,
    @Schema(description = "How webhooks are signed: v1 with the secret, v1a with a private key.")
        List<SignatureScheme> signatures,
    @Schema(
            description =
                "With what signatures of the scheme v1a are checked: whpk_ and base64. Absent"
                    + " without v1a.")
        String publicKey,
    @Schema(
            description =
                "The public keys before it, of those that sign, too, newest first. Absent if there"
                    + " are none.")
        List<FormerKeyView> formerPublicKeys,
    @Schema(description = "What TLS connections are made with. Absent if that is the usual.")
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
