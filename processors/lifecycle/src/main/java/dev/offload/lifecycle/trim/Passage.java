package dev.offload.lifecycle.trim;

import java.time.Instant;

/// What is known of how far the readers of a topic have come. [Instant#EPOCH] where nothing is.
public interface Passage {
  /// Until when records written to `topic` have been taken by its workers for good, with all that
  /// the workers said of them read by the lifecycle.
  Instant handOutsPassed(String topic, int partition);

  /// Until when records written to all direct topics have been read by the lifecycle.
  Instant directPassed(int partition);

  /// Until when what workers reported has been read by the lifecycle.
  Instant reportsPassed(int partition);
}
