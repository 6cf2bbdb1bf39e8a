package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.command.SubmitTask;

/// What workers need of a task and nobody else does; dropped when the task has ended.
public record Assignment(JsonNode input, JsonNode checkpoint, String traceparent) {
  static Assignment of(SubmitTask task) {
    return new Assignment(task.input(), null, task.traceparent());
  }

  Assignment withCheckpoint(JsonNode newCheckpoint) {
    return new Assignment(input, newCheckpoint, traceparent);
  }
}
