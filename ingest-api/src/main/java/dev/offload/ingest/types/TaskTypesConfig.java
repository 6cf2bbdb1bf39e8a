package dev.offload.ingest.types;

import dev.offload.schemas.task.RetryPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The task types that clients may submit, by name.
@ConfigMapping(prefix = "offload.types")
public interface TaskTypesConfig {

  /// The configuration of each type.
  @WithParentName
  Map<String, TypeConfig> types();

  /// One type.
  interface TypeConfig {

    /// The queue of its tasks. The default is the type's own name.
    Optional<String> queue();

    /// The class path resource with the JSON Schema of its input. The default is
    /// `dev/offload/<type>/input.schema.json`.
    Optional<String> schema();

    /// What is retried, how often and when, unless a task says otherwise.
    Retry retry();
  }

  /// A [RetryPolicy] as configuration.
  interface Retry {
    /// How many attempts there are in all.
    @WithDefault("3")
    int maxAttempts();

    /// The wait after the first failure.
    @WithDefault("5s")
    Duration firstDelay();

    /// How much longer each wait is than the one before.
    @WithDefault("2")
    double factor();

    /// The longest wait.
    @WithDefault("1h")
    Duration maxDelay();

    /// `full`: the wait is random between 0 and the computed one. `none`: it is the computed one.
    @WithDefault("full")
    RetryPolicy.Jitter jitter();

    /// Errors that are not retried: a code, or the beginning of one followed by `*`.
    Optional<List<String>> finalErrors();

    default RetryPolicy policy() {
      return new RetryPolicy(
          maxAttempts(),
          firstDelay(),
          factor(),
          maxDelay(),
          jitter(),
          finalErrors().orElseGet(List::of));
    }
  }
}
