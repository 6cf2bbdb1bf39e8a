package dev.offload.schemas.notify;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.PublicTask;
import java.time.Instant;

/// The body of a webhook, in the form of Standard Webhooks 1.0: what happened, when, and the task.
public record WebhookEvent(String type, Instant timestamp, PublicTask data) {
  public WebhookEvent {
    Require.text(type, "type");
    Require.present(timestamp, "timestamp");
    Require.present(data, "data");
  }

  /// The event for `completion`: type `task.succeeded` or similar, with the time of the task's end.
  public static WebhookEvent of(Completion completion) {
    return new WebhookEvent(
        "task." + completion.task().state(), completion.time(), completion.task());
  }
}
