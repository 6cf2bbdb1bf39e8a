package dev.offload.probe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What probes may do to their process.
@ConfigMapping(prefix = "offload.probe")
public interface ProbeConfig {
  /// Whether a probe may kill its process. Only drills need this.
  @WithDefault("false")
  boolean allowKill();
}
