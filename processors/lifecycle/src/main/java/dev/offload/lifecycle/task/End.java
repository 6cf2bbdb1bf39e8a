package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.lifecycle.task.TaskEvent.TaskSucceeded;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How and when a task ended.
///
/// @param cancelAsked when somebody asked to cancel the task
/// @param result the result of a success; null if there is none
/// @param files the output files of a success
/// @param error why it failed; null if it did not
public record End(
    TaskState state,
    Instant at,
    Optional<Instant> cancelAsked,
    JsonNode result,
    List<OutputFile> files,
    TaskError error) {

  public End {
    files = files == null ? List.of() : List.copyOf(files);
  }

  static End succeeded(TaskSucceeded e, Optional<Instant> cancelAsked) {
    return new End(TaskState.SUCCEEDED, e.end().at(), cancelAsked, e.result(), e.files(), null);
  }

  static End failed(RunEnd end) {
    return new End(TaskState.FAILED, end.at(), Optional.empty(), null, List.of(), end.error());
  }

  static End cancelled(RunEnd end, Optional<Instant> cancelAsked) {
    return new End(TaskState.CANCELLED, end.at(), cancelAsked, null, List.of(), null);
  }

  static End expired(RunEnd end) {
    return new End(TaskState.EXPIRED, end.at(), Optional.empty(), null, List.of(), null);
  }

  static End of(Task task) {
    return new End(
        task.state(),
        task.finishedAt(),
        Optional.ofNullable(task.cancelRequestedAt()),
        task.result(),
        task.files(),
        task.error());
  }
}
