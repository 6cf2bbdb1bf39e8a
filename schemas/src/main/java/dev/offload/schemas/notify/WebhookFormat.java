package dev.offload.schemas.notify;

import com.fasterxml.jackson.annotation.JsonProperty;

/// The form in which an endpoint gets its events.
public enum WebhookFormat {
  /// JSON as Standard Webhooks has it.
  @JsonProperty("standard")
  STANDARD,
  /// A CloudEvent in the structured content mode of HTTP: everything is in the body.
  @JsonProperty("cloudevents")
  CLOUDEVENTS,
  /// A CloudEvent in the binary content mode of HTTP: its attributes are headers.
  @JsonProperty("cloudevents-binary")
  CLOUDEVENTS_BINARY,
  /// A message for an incoming webhook of Slack.
  @JsonProperty("slack")
  SLACK,
  /// A card for a workflow of Microsoft Teams.
  @JsonProperty("teams")
  TEAMS
}
