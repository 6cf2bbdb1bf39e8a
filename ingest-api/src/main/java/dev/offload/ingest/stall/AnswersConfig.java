package dev.offload.ingest.stall;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long clients may take over answers.
@ConfigMapping(prefix = "offload.answers")
public interface AnswersConfig {
  /// How long a client may leave what it is sent lying, without taking a byte of it; then it is cut
  /// off.
  @WithDefault("30s")
  Duration stallLimit();
}
