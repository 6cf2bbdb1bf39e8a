package dev.offload.schemas.config;

import dev.offload.schemas.Require;
import java.time.Instant;

/// A queue that workers do not poll: a value of `offload.control`. Resuming the queue writes a
/// tombstone.
public record PauseQueue(String queue, Instant at) implements ControlEntry {
  private static final String PREFIX = "pause/";

  public PauseQueue {
    Require.text(queue, "queue");
    Require.present(at, "at");
  }

  public static String key(String queue) {
    return PREFIX + queue;
  }

  /// Whether a key belongs to a queue's pause.
  public static boolean isKey(String key) {
    return key.startsWith(PREFIX);
  }
}
