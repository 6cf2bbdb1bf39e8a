package dev.offload.lifecycle.lost;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When to look for hand-outs and leases that are lost.
public interface WatchConfig {
  /// When a hand-out is looked at for the first time.
  @WithDefault("1m")
  Duration after();

  /// The longest time between two looks.
  @WithDefault("15m")
  Duration atMost();

  /// How much later than a hand-out everything must have been heard of its topic, to say that the
  /// hand-out got lost. This is more than a transaction takes, and more than the clocks of two
  /// instances differ.
  @WithDefault("10s")
  Duration slack();

  /// How often to look up to when workers' reports have been read. A lease ends only once they
  /// have been, so this is what the end of a lease may be late by.
  @WithDefault("1s")
  Duration reportsEvery();

  /// How long events of an unknown task wait for its submission.
  @WithDefault("1h")
  Duration earlyPatience();
}
