package dev.offload.ingest.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.offload.ingest.flow.RateView;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointTerms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An endpoint as its owner sees it.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "Webhook",
    requiredProperties = {
      "id",
      "url",
      "events",
      "tags",
      "headerNames",
      "state",
      "createdAt",
      "updatedAt"
    })
record EndpointView(
    @Schema(description = "whe_ and a UUID.") String id,
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
    @Schema(description = "Whether it gets anything.") State state,
    @Schema(description = "Why it is disabled. Absent while it is active.") DisabledView disabled,
    @Schema(description = "With what its webhooks are signed. Only in the answer that made it.")
        String secret,
    @Schema(description = "When it was created.") Instant createdAt,
    @Schema(description = "When it was last changed by its owner.") Instant updatedAt) {

  /// Whether an endpoint gets anything.
  @Schema(name = "WebhookState")
  enum State {
    @JsonProperty("active")
    ACTIVE,
    @JsonProperty("disabled")
    DISABLED
  }

  /// Why an endpoint gets nothing.
  @Schema(
      name = "WebhookDisabled",
      requiredProperties = {"reason", "since"})
  record DisabledView(
      @Schema(description = "owner: its owner disabled it. gone: its receiver answered 410.")
          Endpoint.Reason reason,
      @Schema(description = "When it was disabled.") Instant since) {}

  static EndpointView of(Endpoint endpoint) {
    return with(endpoint, null);
  }

  /// With the secret, which is shown once.
  static EndpointView with(Endpoint endpoint, String secret) {
    EndpointTerms terms = endpoint.terms();
    return new EndpointView(
        endpoint.id().toString(),
        terms.url().toString(),
        terms.events(),
        terms.tags(),
        terms.description(),
        terms.headers().keySet().stream().sorted().toList(),
        Optional.ofNullable(terms.rate()).map(RateView::of).orElse(null),
        terms.concurrency(),
        endpoint.isActive() ? State.ACTIVE : State.DISABLED,
        Optional.ofNullable(endpoint.disabled())
            .map(why -> new DisabledView(why.reason(), why.since()))
            .orElse(null),
        secret,
        endpoint.createdAt(),
        endpoint.updatedAt());
  }

  /// Without the secret, since records are easily logged.
  @Override
  public String toString() {
    return "EndpointView[" + id + "]";
  }
}
