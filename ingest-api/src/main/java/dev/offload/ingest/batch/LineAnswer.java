package dev.offload.ingest.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.offload.ingest.problem.Problem;
import dev.offload.schemas.task.PublicTask;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The answer to one line of a batch.
@Schema(
    name = "BatchLineAnswer",
    description = "The answer to one line: a task if it was accepted, a problem if not.",
    requiredProperties = {"line", "status"})
@JsonPropertyOrder({"line", "status", "task", "problem"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record LineAnswer(
    @Schema(description = "The number of the line in the request, from 1.") long line,
    @Schema(description = "The status that POST /v1/tasks would have for this task alone.")
        int status,
    @Schema(description = "The task, if it was accepted.") PublicTask task,
    @Schema(ref = "Problem", description = "Why the task was refused.") Problem problem) {
  private static final int ACCEPTED = 202;

  static LineAnswer taken(long line, PublicTask task) {
    return new LineAnswer(line, ACCEPTED, task, null);
  }

  static LineAnswer refused(long line, Problem problem) {
    return new LineAnswer(line, problem.status(), null, problem);
  }
}
