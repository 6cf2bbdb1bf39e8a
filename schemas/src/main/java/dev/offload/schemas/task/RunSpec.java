package dev.offload.schemas.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import java.time.Duration;
import java.util.Optional;

/// What every run of a task gets.
///
/// @param input what its handler works on
/// @param timeout how long one run may take; null for no limit
public record RunSpec(JsonNode input, Duration timeout) {
  /// How many bytes an input may have as JSON. Larger data goes into a file.
  public static final int MAX_INPUT_BYTES = 256 * 1024;

  public RunSpec {
    Require.present(input, "input");
    Require.that(
        timeout == null || timeout.isPositive(), "timeout", "be longer than PT0S", timeout);
  }

  /// How long one run may take; empty for no limit.
  public Optional<Duration> timeoutIfAny() {
    return Optional.ofNullable(timeout);
  }

  /// The same with another input.
  public RunSpec with(JsonNode newInput) {
    return new RunSpec(newInput, timeout);
  }
}
