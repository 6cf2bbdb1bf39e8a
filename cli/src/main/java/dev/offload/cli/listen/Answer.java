package dev.offload.cli.listen;

import java.time.Duration;

/// The outcome of posting a webhook.
sealed interface Answer {
  record Status(int code, Duration took) implements Answer {
    /// Whether Offload would count the webhook as delivered.
    boolean isSuccess() {
      return code >= 200 && code < 300;
    }
  }

  record None(String why) implements Answer {}
}
