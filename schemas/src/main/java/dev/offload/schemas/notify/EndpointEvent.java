package dev.offload.schemas.notify;

import dev.offload.schemas.Require;
import java.time.Instant;

/// The body of a webhook that tells of an endpoint. It has the form of [WebhookEvent].
///
/// @param type such as `endpoint.failing`
public record EndpointEvent(String type, Instant timestamp, Notice data) {
  /// What is told of an endpoint.
  ///
  /// @param description that of its owner; null if there is none
  /// @param since since when; null if that means nothing
  /// @param reason why; null if there is none
  public record Notice(EndpointId endpoint, String description, Instant since, String reason) {
    public Notice {
      Require.present(endpoint, "endpoint");
    }
  }

  public EndpointEvent {
    Require.text(type, "type");
    Require.present(timestamp, "timestamp");
    Require.present(data, "data");
  }
}
