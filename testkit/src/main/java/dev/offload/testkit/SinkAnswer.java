package dev.offload.testkit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What a [WebhookSink] answers to one request: a status, headers, a body, after a delay.
public record SinkAnswer(int status, Map<String, String> headers, String body, Duration delay) {
  public SinkAnswer {
    headers = Map.copyOf(headers);
  }

  public static SinkAnswer status(int status) {
    return new SinkAnswer(status, Map.of(), "", Duration.ZERO);
  }

  public SinkAnswer withHeader(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new SinkAnswer(status, more, body, delay);
  }

  public SinkAnswer withRetryAfter(Duration wait) {
    return withHeader("Retry-After", String.valueOf(wait.toSeconds()));
  }

  public SinkAnswer withBody(String newBody) {
    return new SinkAnswer(status, headers, newBody, delay);
  }

  public SinkAnswer after(Duration newDelay) {
    return new SinkAnswer(status, headers, body, newDelay);
  }
}
