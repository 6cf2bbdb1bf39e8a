package dev.offload.ingest.body;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What is read of a request's body.
@ConfigMapping(prefix = "offload.body")
public interface BodyConfig {

  /// How large a compressed body may become, beside what its path takes anyway.
  @WithDefault("1G")
  MemorySize maxDecoded();
}
