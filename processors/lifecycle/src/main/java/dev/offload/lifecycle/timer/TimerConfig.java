package dev.offload.lifecycle.timer;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How often to look for due timers.
public interface TimerConfig {
  /// The shortest time between two looks for due timers.
  @WithDefault("50ms")
  Duration tick();

  /// The longest time between two looks. A timer that is due before the next look brings it
  /// forward.
  @WithDefault("5s")
  Duration lookAhead();

  /// The most timers of tasks, of schedules and of limits that go off at one look, per partition.
  @WithDefault("1000")
  int atMostPerTick();
}
