package dev.offload.ingest.task;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long the question for a task waits that is not known here.
@ConfigMapping(prefix = "offload.lookup")
public interface LookupConfig {

  /// How long a request waits until all accepted before it is known, before it is told to come
  /// back.
  @WithDefault("5s")
  Duration limit();

  /// How long what has been asked of Kafka is left to be answered before it is asked again.
  @WithDefault("10ms")
  Duration interval();

  /// What a client is told to wait before it asks again.
  @WithDefault("2s")
  Duration retryAfter();
}
