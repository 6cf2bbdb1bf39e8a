package dev.offload.ingest.live;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/// The limits of live streams.
@ConfigMapping(prefix = "offload.live")
public interface LiveConfig {

  /// How many streams of one tenant this replica serves at once.
  @WithDefault("100")
  @Positive
  int streamsPerTenant();

  /// How many of these may be opened with tokens for the same thing.
  @WithDefault("10")
  @Positive
  int streamsPerToken();

  /// How many streams this replica serves at once.
  @WithDefault("1000")
  @Positive
  int streams();

  /// How often a stream sends a comment to show that it is alive.
  @WithDefault("15s")
  Duration commentEvery();

  /// How long a client may read nothing of what it was sent. Then it is cut off, and can resume.
  @WithDefault("30s")
  Duration stallLimit();

  /// How many events are kept for clients that resume or read slowly.
  @WithDefault("10000")
  @Positive
  int keptEvents();

  /// How many bytes of events are kept for clients that resume or read slowly.
  @WithDefault("16M")
  MemorySize keptBytes();

  /// How many bytes all streams together may be writing to their clients. The streams of one tenant
  /// may be writing at most half of that. Others wait.
  @WithDefault("32M")
  MemorySize writtenBytes();
}
