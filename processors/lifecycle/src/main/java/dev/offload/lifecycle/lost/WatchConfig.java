package dev.offload.lifecycle.lost;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When to look for hand-outs and leases that are lost.
public interface WatchConfig {
  /// How long after a hand-out it is first checked whether it was lost.
  @WithDefault("1m")
  Duration after();

  /// The longest time between two checks.
  @WithDefault("15m")
  Duration atMost();

  /// A hand-out counts as lost only if everything has been heard from its topic until this
  /// long after the hand-out. This is longer than a transaction takes, and more than two
  /// instances' clocks differ.
  @WithDefault("10s")
  Duration slack();

  /// How often to check up to which time workers' reports have been read. A lease ends only
  /// after that, so its end may be late by this much.
  @WithDefault("1s")
  Duration reportsEvery();

  /// How long events of an unknown task wait for its submission.
  @WithDefault("1h")
  Duration earlyPatience();
}
