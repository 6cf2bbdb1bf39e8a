package dev.offload.schemas.webhook;

import dev.offload.schemas.Require;
import dev.offload.schemas.completion.Completion;
import dev.offload.schemas.task.PublicTask;
import java.time.Instant;

/// The body of a webhook as Standard Webhooks 1.0 shapes it: what happened, when, and the task.
public record WebhookEvent(String type, Instant timestamp, PublicTask data) {
  public WebhookEvent {
    Require.text(type, "type");
    Require.present(timestamp, "timestamp");
    Require.present(data, "data");
  }

  /// The news of `completion`: type `task.succeeded` or a sibling, at the time of the task's end.
  public static WebhookEvent of(Completion completion) {
    return new WebhookEvent(
        "task." + completion.task().state(), completion.time(), completion.task());
  }
}
