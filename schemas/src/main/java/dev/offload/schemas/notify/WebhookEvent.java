package dev.offload.schemas.notify;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.Announced;
import dev.offload.schemas.task.Completion;
import java.time.Instant;

/// The body of a webhook, in the form of Standard Webhooks 1.0: what happened, when, and the
/// task or group as outsiders see it.
public record WebhookEvent(String type, Instant timestamp, Announced data) {
  public WebhookEvent {
    Require.text(type, "type");
    Require.present(timestamp, "timestamp");
    Require.present(data, "data");
    data = data.forOutsiders();
  }

  /// The event for `completion`: type `task.succeeded` or similar, with the time of the end.
  public static WebhookEvent of(Completion completion) {
    return new WebhookEvent(completion.data().event(), completion.time(), completion.data());
  }
}
