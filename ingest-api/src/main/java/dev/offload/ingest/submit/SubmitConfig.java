package dev.offload.ingest.submit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The limits of submissions.
@ConfigMapping(prefix = "offload.submit")
public interface SubmitConfig {

  /// How long a submission with an idempotency key waits until the task view shows its task.
  @WithDefault("5s")
  Duration decisionLimit();

  /// The longest timeout that a task may have.
  @WithDefault("P1D")
  Duration longestTimeout();
}
