package dev.offload.lifecycle.task;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.task.RunSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An assignment in its stored form: flat, with null for what is absent.
///
/// @param input null if it was too large to be kept
@JsonPropertyOrder({"input", "checkpoint", "expiresAt"})
public record StoredAssignment(
    JsonNode input,
    JsonNode checkpoint,
    Instant expiresAt,
    Duration timeout,
    String traceparent,
    int spent,
    @JsonUnwrapped Successors successors,
    Formers formers) {
  static StoredAssignment of(Remnant kept) {
    return switch (kept) {
      case Assignment whole ->
          new StoredAssignment(
              whole.run().input(),
              whole.checkpoint().orElse(null),
              whole.expiresAt().orElse(null),
              whole.run().timeout(),
              whole.traceparent().orElse(null),
              whole.spent(),
              whole.successors(),
              whole.formers().orElse(null));
      case WithoutInput rest ->
          new StoredAssignment(
              null,
              null,
              null,
              rest.timeout().orElse(null),
              rest.traceparent().orElse(null),
              rest.spent(),
              Successors.NONE,
              rest.formers().orElse(null));
    };
  }

  Remnant remnant() {
    return input == null
        ? new WithoutInput(
            Optional.ofNullable(timeout),
            Optional.ofNullable(traceparent),
            spent,
            Optional.ofNullable(formers))
        : assignment();
  }

  Assignment assignment() {
    return new Assignment(
        new RunSpec(input, timeout),
        Optional.ofNullable(checkpoint),
        Optional.ofNullable(expiresAt),
        Optional.ofNullable(traceparent),
        spent,
        successors,
        Optional.ofNullable(formers));
  }
}
