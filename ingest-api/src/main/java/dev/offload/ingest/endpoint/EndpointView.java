package dev.offload.ingest.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointConsent;
import dev.offload.schemas.config.EndpointFailing;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An endpoint as its owner sees it. It is flat.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "Webhook",
    requiredProperties = {
      "id",
      "url",
      "events",
      "tags",
      "headerNames",
      "format",
      "signatures",
      "ordered",
      "handshake",
      "state",
      "createdAt",
      "updatedAt"
    })
record EndpointView(
    @Schema(description = "whe_ and a UUID.") String id,
    @JsonUnwrapped EndpointTermsView terms,
    @Schema(
            description =
                "active: it gets its events. failing: it accepts nothing, and is tried now and"
                    + " then. disabled: it gets nothing.")
        State state,
    @Schema(description = "Why it is failing. Absent otherwise.") FailingView failing,
    @Schema(description = "Why it is disabled. Absent otherwise.") DisabledView disabled,
    @Schema(description = "The receiver's answer to the handshake. Absent without a handshake.")
        ConsentView consent,
    @Schema(
            description =
                "The secret that signs its webhooks. Only in the answer that created or replaced it.")
        String secret,
    @Schema(description = "When it was created.") Instant createdAt,
    @Schema(description = "When it was last changed by its owner.") Instant updatedAt) {

  /// Whether an endpoint gets anything, and accepts it.
  @Schema(name = "WebhookState")
  enum State {
    @JsonProperty("active")
    ACTIVE,
    @JsonProperty("failing")
    FAILING,
    @JsonProperty("disabled")
    DISABLED
  }

  /// Why an endpoint gets nothing.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(
      name = "WebhookDisabled",
      requiredProperties = {"reason", "since"})
  record DisabledView(
      @Schema(
              description =
                  "owner: its owner disabled it. gone: its receiver answered 410. failing: its"
                      + " receiver accepted nothing for days.")
          Endpoint.DisabledBy reason,
      @Schema(description = "When it was disabled.") Instant since,
      @Schema(description = "What was wrong at last. Absent if its owner disabled it.")
          String error) {}

  /// Whether the receiver of an endpoint wants webhooks.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "WebhookConsent", requiredProperties = "state")
  record ConsentView(
      @Schema(
              description =
                  "waiting: it has not been asked yet, which happens before the first delivery."
                      + " given: it wants them. refused: it has not said so, and is asked again by"
                      + " the next delivery.")
          ConsentState state,
      @Schema(description = "When it answered. Absent until it has been asked.") Instant at,
      @Schema(description = "How many webhooks a minute it wants. Absent: any number.")
          Integer perMinute,
      @Schema(description = "Why it counts as refused. Absent otherwise.") String error) {
    static ConsentView of(Optional<EndpointConsent> answer) {
      return answer
          .map(
              one ->
                  new ConsentView(
                      one.isGiven() ? ConsentState.GIVEN : ConsentState.REFUSED,
                      one.at(),
                      one.perMinute(),
                      one.refusal()))
          .orElseGet(() -> new ConsentView(ConsentState.WAITING, null, null, null));
    }
  }

  /// What a receiver has answered.
  @Schema(name = "WebhookConsentState")
  enum ConsentState {
    @JsonProperty("waiting")
    WAITING,
    @JsonProperty("given")
    GIVEN,
    @JsonProperty("refused")
    REFUSED
  }

  /// Why an endpoint accepts nothing, and when that began.
  @Schema(
      name = "WebhookFailing",
      requiredProperties = {"since", "error"})
  record FailingView(
      @Schema(description = "When it stopped accepting webhooks.") Instant since,
      @Schema(description = "What was wrong when this was noticed.") String error) {}

  /// As it is at `now`.
  static EndpointView of(
      Endpoint endpoint,
      Optional<EndpointFailing> failing,
      Optional<EndpointConsent> consent,
      Instant now) {
    return with(endpoint, failing, consent, null, now);
  }

  /// With the secret, which is shown once. Then it was changed just now, and nobody has failed or
  /// consented.
  static EndpointView with(Endpoint endpoint, String secret, Instant now) {
    return with(endpoint, Optional.empty(), Optional.empty(), secret, now);
  }

  private static EndpointView with(
      Endpoint endpoint,
      Optional<EndpointFailing> failing,
      Optional<EndpointConsent> consent,
      String secret,
      Instant now) {
    return new EndpointView(
        endpoint.id().toString(),
        EndpointTermsView.of(endpoint, now),
        state(endpoint, failing),
        failing.map(mark -> new FailingView(mark.since(), mark.error())).orElse(null),
        Optional.ofNullable(endpoint.disabled())
            .map(why -> new DisabledView(why.reason(), why.since(), why.error()))
            .orElse(null),
        endpoint.terms().handshake() ? ConsentView.of(consent) : null,
        secret,
        endpoint.createdAt(),
        endpoint.updatedAt());
  }

  private static State state(Endpoint endpoint, Optional<EndpointFailing> failing) {
    if (!endpoint.isActive()) {
      return State.DISABLED;
    }
    return failing.isPresent() ? State.FAILING : State.ACTIVE;
  }

  /// Without the secret, since records are easily logged.
  @Override
  public String toString() {
    return "EndpointView[" + id + "]";
  }
}
