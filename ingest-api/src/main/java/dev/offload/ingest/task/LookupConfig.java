package dev.offload.ingest.task;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long a request waits for a task that this replica does not know.
@ConfigMapping(prefix = "offload.lookup")
public interface LookupConfig {

  /// How long a request waits until this replica knows everything that was accepted before. After
  /// that the client is told to come back.
  @WithDefault("5s")
  Duration limit();

  /// How long to wait for Kafka's answer before asking again.
  @WithDefault("10ms")
  Duration interval();

  /// How long a client is told to wait before it asks again.
  @WithDefault("2s")
  Duration retryAfter();
}
