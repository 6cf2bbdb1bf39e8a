package dev.offload.ingest.live;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/// What live streams may cost.
@ConfigMapping(prefix = "offload.live")
public interface LiveConfig {

  /// How often a stream says that it is alive.
  @WithDefault("15s")
  Duration commentEvery();

  /// How many events may wait for one client to take them; at one more it is cut off, and resumes.
  @WithDefault("512")
  @Positive
  int maxPending();

  /// How many events are kept for those who resume.
  @WithDefault("10000")
  @Positive
  int keptEvents();

  /// How many bytes of events are kept for those who resume.
  @WithDefault("16M")
  MemorySize keptBytes();
}
