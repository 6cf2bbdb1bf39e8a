package dev.offload.ingest.room;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/// The limits of the memory for bodies that are read whole.
@ConfigMapping(prefix = "offload.body.room")
public interface RoomConfig {

  /// How many bytes of them a replica may have under way, as they were sent. As JSON in memory they
  /// may be thirty times as large. A tenant alone gets half.
  @WithDefault("16M")
  MemorySize bytes();

  /// How long a request waits for room. Then it gets 429 or 503.
  @WithDefault("5s")
  Duration patience();

  /// How many requests of one tenant may wait for room. Further ones get 429 at once.
  @WithDefault("64")
  @Positive
  int waiting();
}
