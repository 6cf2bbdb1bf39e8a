package dev.offload.ingest.task;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How requests wait for the end of their task.
@ConfigMapping(prefix = "offload.wait")
public interface WaitConfig {
  /// The longest wait. A client that prefers more gets this.
  @WithDefault("60s")
  Duration limit();
}
