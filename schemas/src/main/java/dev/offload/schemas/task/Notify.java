package dev.offload.schemas.task;

import dev.offload.schemas.Require;
import java.net.URI;

/// Someone to tell when a task ends: the URL that gets a signed webhook.
public record Notify(URI webhook) {
  public Notify {
    Require.present(webhook, "webhook");
  }
}
