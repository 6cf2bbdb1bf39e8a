package dev.offload.lifecycle.timer;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How often to look for timers that are due.
public interface TimerConfig {
  /// The shortest time between two looks for due timers.
  @WithDefault("50ms")
  Duration tick();

  /// The longest time between two looks. Timers due until the next one are known, and looked for
  /// when they are.
  @WithDefault("5s")
  Duration lookAhead();

  /// How many go off at one look, per partition.
  @WithDefault("1000")
  int atMostPerTick();
}
