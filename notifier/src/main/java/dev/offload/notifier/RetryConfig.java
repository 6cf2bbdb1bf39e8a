package dev.offload.notifier;

import dev.offload.schemas.task.RetryPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When and how often a failed delivery is retried: the [RetryPolicy] that its task is given.
@ConfigMapping(prefix = "offload.webhook.retry")
public interface RetryConfig {
  /// How often a delivery is tried.
  @WithDefault("10")
  int maxAttempts();

  /// The wait after the first attempt.
  @WithDefault("5s")
  Duration firstDelay();

  /// How many times longer each wait is than the one before it.
  @WithDefault("4")
  double factor();

  /// The longest wait of all.
  @WithDefault("8h")
  Duration maxDelay();

  /// How much of a wait is left to chance. With `full` retries end after half the time on average.
  @WithDefault("slight")
  RetryPolicy.Jitter jitter();

  default RetryPolicy policy() {
    return new RetryPolicy(maxAttempts(), firstDelay(), factor(), maxDelay(), jitter());
  }
}
