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

  /// What is said of each type.
  @WithParentName
  Map<String, TypeConfig> types();

  /// One type.
  interface TypeConfig {

    /// The queue its tasks wait in; the type's own name where nothing is said.
    Optional<String> queue();

    /// The class path resource with the JSON Schema of its input;
    /// `dev/offload/schemas/input/<type>.schema.json` where
    /// nothing is said.
    Optional<String> schema();

    /// What is tried again, how often and when, where a task does not say so itself.
    Retry retry();
  }

  /// A [RetryPolicy] as configuration.
  interface Retry {
    /// Attempts in all.
    @WithDefault("3")
    int maxAttempts();

    /// The delay after the first failure.
    @WithDefault("5s")
    Duration firstDelay();

    /// By which the delay grows with each failure.
    @WithDefault("2")
    double factor();

    /// The longest delay.
    @WithDefault("1h")
    Duration maxDelay();

    /// `full`: the actual delay is uniform between 0 and the computed one; `none`: it is that.
    @WithDefault("full")
    RetryPolicy.Jitter jitter();

    /// Codes of errors that are not tried again: a code, or its beginning and a `*`.
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
