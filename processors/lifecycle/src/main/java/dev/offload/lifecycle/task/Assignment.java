package dev.offload.lifecycle.task;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.RunSpec;
import java.time.Instant;

/// What workers need of a task and nobody else does; dropped when the task has succeeded.
///
/// @param run what a run is given; without the input where that could not be kept
/// @param checkpoint what an earlier run left behind; null for nothing
/// @param expiresAt the time from which on no attempt begins; null for never
/// @param traceparent the W3C trace context; null where there is none
/// @param spent the number of its last attempt before it was run again: the policy's allowance
///     counts from there; 0 for the first time
@JsonPropertyOrder({"input", "checkpoint", "expiresAt"})
public record Assignment(
    @JsonUnwrapped RunSpec run,
    JsonNode checkpoint,
    Instant expiresAt,
    String traceparent,
    int spent) {
  static Assignment of(SubmitTask task) {
    return new Assignment(
        task.spec().run(), null, task.timing().expiresAt(), task.traceparent(), 0);
  }

  Assignment withCheckpoint(JsonNode newCheckpoint) {
    return new Assignment(run, newCheckpoint, expiresAt, traceparent, spent);
  }

  /// With another input, for which nothing has been done yet.
  Assignment withInput(JsonNode newInput) {
    return new Assignment(run.with(newInput), null, expiresAt, traceparent, spent);
  }

  /// The same where the input is too large to be kept.
  Assignment withoutInput() {
    return new Assignment(run.with(null), checkpoint, expiresAt, traceparent, spent);
  }

  /// As it waits for somebody to have the task run again, however late.
  Assignment spentUpTo(int attempt) {
    return new Assignment(run, checkpoint, null, traceparent, attempt);
  }
}
