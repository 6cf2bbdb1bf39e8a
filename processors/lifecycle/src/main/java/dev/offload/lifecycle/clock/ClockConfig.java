package dev.offload.lifecycle.clock;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How far the machine's clock is trusted.
public interface ClockConfig {
  /// How far a step's time may be ahead of the broker's clock or the newest records, whichever
  /// is later. If the time is set back by more than this, the timers go back with it.
  @WithDefault("10s")
  Duration aheadAtMost();

  /// A task whose retention is over is forgotten only if the clock has run steadily for this
  /// long since the start or since it leapt ahead.
  @WithDefault("1h")
  Duration trustAfter();
}
