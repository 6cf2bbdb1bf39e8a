package dev.offload.ingest.storage;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How much room has to stay free on the disks that this process writes to.
@ConfigMapping(prefix = "offload.storage")
public interface StorageConfig {

  /// With less than this free nothing is taken any more; 0: until the disk is full.
  @WithDefault("512M")
  @NotNull
  MemorySize reserve();

  /// Directories that this process writes to besides those of its files and its task view: in one
  /// process with Kafka, Kafka's.
  Optional<List<Path>> directories();

  /// What a client is told to wait where there is no room.
  @WithDefault("30s")
  Duration retryAfter();
}
