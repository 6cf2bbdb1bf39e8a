package dev.offload.lifecycle.task;

import java.time.Instant;

/// How and when an attempt was put before the workers.
public record HandOut(Route route, Instant at) {
  /// Which of a queue's two topics it stands on.
  public enum Route {
    DIRECT,
    WORK
  }
}
