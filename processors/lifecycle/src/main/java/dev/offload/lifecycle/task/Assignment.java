package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.command.SubmitTask;

/// What workers need of a task and nobody else does; dropped when the task has succeeded.
///
/// `spent` is the number of its last attempt before it was run again: the policy's allowance counts
/// from there; 0 for the first time. `input` is null where it could not be kept.
public record Assignment(JsonNode input, JsonNode checkpoint, String traceparent, int spent) {
  static Assignment of(SubmitTask task) {
    return new Assignment(task.input(), null, task.traceparent(), 0);
  }

  Assignment withCheckpoint(JsonNode newCheckpoint) {
    return new Assignment(input, newCheckpoint, traceparent, spent);
  }

  /// With another input, for which nothing has been done yet.
  Assignment withInput(JsonNode newInput) {
    return new Assignment(newInput, null, traceparent, spent);
  }

  /// As it waits for somebody to have the task run again.
  Assignment spentUpTo(int attempt) {
    return new Assignment(input, checkpoint, traceparent, attempt);
  }
}
