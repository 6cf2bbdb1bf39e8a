package dev.offload.lifecycle.clock;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How far the clock of the machine is trusted.
public interface ClockConfig {
  /// How far the time of a step may be ahead of the later of the broker's clock and the newest
  /// records, and how far back the time may be set before the timers go back with it.
  @WithDefault("10s")
  Duration aheadAtMost();

  /// For how long the clock must have gone on steadily, since the start or since it leapt ahead,
  /// before a task is forgotten because its retention is over by it.
  @WithDefault("1h")
  Duration trustAfter();
}
