package dev.offload.ingest.storage;

import dev.offload.files.Reserve;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How much space has to stay free on the disks that this process writes to.
@ConfigMapping(prefix = "offload.storage")
public interface StorageConfig {

  /// With less free space than this, no work is accepted. 0 switches this off.
  @WithDefault(Reserve.DEFAULT)
  @NotNull
  MemorySize reserve();

  /// Directories that this process writes to besides those of its files and its task view, such as
  /// Kafka's in standalone.
  Optional<List<Path>> directories();

  /// How long a client is told to wait if there is no space, or if the file store does not
  /// answer.
  @WithDefault("30s")
  Duration retryAfter();
}
