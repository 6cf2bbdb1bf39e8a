package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.task.RunSpec;
import java.time.Duration;
import java.util.Optional;

/// What is kept of a task whose input and successors were too large to be kept. It can only run
/// again with another input.
///
/// @param timeout how long one run may take
/// @param traceparent the W3C trace context
record WithoutInput(
    Optional<Duration> timeout, Optional<String> traceparent, int spent, Optional<Formers> formers)
    implements Remnant {
  @Override
  public Successors successors() {
    return Successors.NONE;
  }

  @Override
  public Optional<Assignment> whole() {
    return Optional.empty();
  }

  @Override
  public WithoutInput withoutInput() {
    return this;
  }

  @Override
  public Assignment withInput(JsonNode input, Optional<Formers> waitsFor) {
    return new Assignment(
        new RunSpec(input, timeout.orElse(null)),
        Optional.empty(),
        Optional.empty(),
        traceparent,
        spent,
        Successors.NONE,
        waitsFor);
  }
}
