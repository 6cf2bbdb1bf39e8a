package dev.offload.schemas.work;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A run has succeeded, with its result, which may be null, and the files it made. `began` is null
/// if an [AttemptStarted] was written before.
public record AttemptSucceeded(
    TaskId taskId,
    String tenant,
    int attempt,
    String runId,
    Instant at,
    JsonNode result,
    List<OutputFile> files,
    RunStart began)
    implements AttemptEvent {
  public AttemptSucceeded {
    files = files == null ? List.of() : List.copyOf(files);
  }

  @Override
  public Optional<AttemptStarted> start() {
    return AttemptStarted.of(this, began);
  }
}
