package dev.offload.ingest.body;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The limits of request bodies.
@ConfigMapping(prefix = "offload.body")
public interface BodyConfig {

  /// How large a compressed body may become. The limit of its path applies as well.
  @WithDefault("1G")
  MemorySize maxDecoded();
}
