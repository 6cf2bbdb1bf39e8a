package dev.offload.schemas.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import java.time.Duration;

/// What every run of a task is given.
///
/// @param input is what its handler works on; null only where it was too large to be kept
/// @param timeout is how long one run may take; null for as long as it likes
public record RunSpec(JsonNode input, Duration timeout) {
  public RunSpec {
    Require.that(
        timeout == null || timeout.isPositive(), "timeout", "be longer than nothing", timeout);
  }

  /// The same with another input.
  public RunSpec with(JsonNode newInput) {
    return new RunSpec(newInput, timeout);
  }
}
