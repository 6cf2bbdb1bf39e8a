package dev.offload.lifecycle.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/// Where and when an attempt was handed out to workers.
public record HandOut(@JsonProperty("route") QueueTopic topic, Instant at) {
  /// One of the two topics that a queue has.
  public enum QueueTopic {
    DIRECT,
    WORK
  }
}
