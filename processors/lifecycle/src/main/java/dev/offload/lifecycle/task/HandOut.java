package dev.offload.lifecycle.task;

import java.time.Instant;

/// How and when an attempt was handed out to workers.
public record HandOut(Route route, Instant at) {
  /// Which of a queue's two topics it is on.
  public enum Route {
    DIRECT,
    WORK
  }
}
