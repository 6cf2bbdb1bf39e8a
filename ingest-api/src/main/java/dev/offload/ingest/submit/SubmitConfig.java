package dev.offload.ingest.submit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// The limits of submissions.
@ConfigMapping(prefix = "offload.submit")
public interface SubmitConfig {

  /// How long a submission with an idempotency key waits until the task view shows its task.
  @WithDefault("5s")
  Duration decisionLimit();

  /// How many tasks of a tenant may wait at a time for later ones with the same debounce key.
  @WithDefault("10000")
  @Min(1)
  int debounced();

  /// The longest timeout that a task may have.
  @WithDefault("P1D")
  Duration longestTimeout();
}
