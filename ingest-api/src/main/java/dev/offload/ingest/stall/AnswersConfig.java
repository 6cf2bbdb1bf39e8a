package dev.offload.ingest.stall;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long clients may take to read answers.
@ConfigMapping(prefix = "offload.answers")
public interface AnswersConfig {
  /// How long a client may read nothing of what it is sent. Then it is cut off.
  @WithDefault("30s")
  Duration stallLimit();

  /// How many bytes of answers all clients of a replica together may leave unread. Beyond that, the
  /// tenants that leave the most lose connections.
  @WithDefault("64M")
  MemorySize unreadBytes();
}
