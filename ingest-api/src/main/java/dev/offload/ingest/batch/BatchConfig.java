package dev.offload.ingest.batch;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;

/// What one batch may cost.
@ConfigMapping(prefix = "offload.batch")
public interface BatchConfig {
  /// How many lines one call may have, blank ones included.
  @WithDefault("1000000")
  @Positive
  int maxLines();

  /// How many lines of one call may have been read without being answered; also how many a client
  /// can send in one call before it reads the first answer, as long as there is memory for them.
  @WithDefault("16384")
  @Positive
  int window();

  /// How many calls may be under way at once. Further ones are answered with 503.
  @WithDefault("64")
  @Positive
  int atOnce();

  /// How many calls of one tenant may be under way at once. Further ones are answered with 429.
  @WithDefault("8")
  @Positive
  int perTenant();

  /// How many bytes all calls together may keep of lines that are not answered: about as many as
  /// their answers have, and 256 for each. Half is shared out evenly, half goes to whoever needs it
  /// first.
  @WithDefault("64M")
  MemorySize maxBytes();
}
