package dev.offload.ingest.batch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/// What one batch may cost.
@ConfigMapping(prefix = "offload.batch")
public interface BatchConfig {
  /// How many lines one call may have, blank ones included.
  @WithDefault("1000000")
  @Positive
  int maxLines();

  /// How many lines of one call may have been read without being answered; also how many a client
  /// can send in one call before it reads the first answer.
  @WithDefault("16384")
  @Positive
  int window();

  /// How long a client may leave its answers lying; then it is cut off.
  @WithDefault("30s")
  Duration stallLimit();
}
