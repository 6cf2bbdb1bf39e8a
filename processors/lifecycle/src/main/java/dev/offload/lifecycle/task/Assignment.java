package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.command.SubmitTask;
import java.time.Duration;
import java.time.Instant;

/// What workers need of a task and nobody else does; dropped when the task has succeeded.
///
/// No attempt begins at or after `expiresAt` (null: it never expires), and none takes longer than
/// `timeout` (null: as long as it likes). `spent` is the number of its last attempt before it was
/// run again: the policy's allowance counts from there; 0 for the first time. `input` is null where
/// it could not be kept.
public record Assignment(
    JsonNode input,
    JsonNode checkpoint,
    Instant expiresAt,
    Duration timeout,
    String traceparent,
    int spent) {
  static Assignment of(SubmitTask task) {
    return new Assignment(
        task.input(), null, task.expiresAt(), task.timeout(), task.traceparent(), 0);
  }

  Assignment withCheckpoint(JsonNode newCheckpoint) {
    return new Assignment(input, newCheckpoint, expiresAt, timeout, traceparent, spent);
  }

  /// With another input, for which nothing has been done yet.
  Assignment withInput(JsonNode newInput) {
    return new Assignment(newInput, null, expiresAt, timeout, traceparent, spent);
  }

  /// The same where the input is too large to be kept.
  Assignment withoutInput() {
    return new Assignment(null, checkpoint, expiresAt, timeout, traceparent, spent);
  }

  /// As it waits for somebody to have the task run again, however late.
  Assignment spentUpTo(int attempt) {
    return new Assignment(input, checkpoint, null, timeout, traceparent, attempt);
  }
}
