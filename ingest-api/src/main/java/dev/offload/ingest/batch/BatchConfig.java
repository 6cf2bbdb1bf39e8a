package dev.offload.ingest.batch;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;

/// The limits of batches.
@ConfigMapping(prefix = "offload.batch")
public interface BatchConfig {
  /// How many lines one call may have, blank ones included.
  @WithDefault("1000000")
  @Positive
  int maxLines();

  /// How many lines of one call may have been read without being answered. A client can send this
  /// many in one call before it reads the first answer, if there is memory for them.
  @WithDefault("16384")
  @Positive
  int window();

  /// How many calls are served at once. Further calls get 503.
  @WithDefault("64")
  @Positive
  int atOnce();

  /// How many calls of one tenant are served at once. Further calls get 429.
  @WithDefault("8")
  @Positive
  int perTenant();

  /// How many bytes all calls together may keep of unanswered lines: about the size of their
  /// answers, and 256 bytes each. Half is divided evenly; the other half goes to whoever needs it
  /// first.
  @WithDefault("64M")
  MemorySize maxBytes();
}
