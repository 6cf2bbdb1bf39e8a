package dev.offload.schemas.control;

import dev.offload.schemas.Require;
import java.time.Instant;

/// A queue that workers do not poll: a value of `offload.control`, tombstoned on resume.
public record PauseQueue(String queue, Instant at) {
  public PauseQueue {
    Require.text(queue, "queue");
    Require.present(at, "at");
  }

  public static String key(String queue) {
    return "pause/" + queue;
  }
}
