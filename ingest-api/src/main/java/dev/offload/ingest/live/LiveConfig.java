package dev.offload.ingest.live;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/// What live streams may cost.
@ConfigMapping(prefix = "offload.live")
public interface LiveConfig {

  /// How many streams of one tenant this replica serves at once.
  @WithDefault("100")
  @Positive
  int streamsPerTenant();

  /// How many streams this replica serves at once.
  @WithDefault("1000")
  @Positive
  int streams();

  /// How often a stream says that it is alive.
  @WithDefault("15s")
  Duration commentEvery();

  /// How long a client may leave lying what it was sent; then it is cut off, and resumes.
  @WithDefault("30s")
  Duration stallLimit();

  /// How many events are kept for those who resume, and for those who read slowly.
  @WithDefault("10000")
  @Positive
  int keptEvents();

  /// How many bytes of events are kept for those who resume, and for those who read slowly.
  @WithDefault("16M")
  MemorySize keptBytes();

  /// How many bytes all streams together may be writing to their clients; a tenant's may be writing
  /// a quarter of that. Who wants to write more waits.
  @WithDefault("32M")
  MemorySize writtenBytes();
}
