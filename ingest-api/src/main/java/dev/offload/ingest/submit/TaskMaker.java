package dev.offload.ingest.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.problem.FieldError;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.types.TaskTypes;
import dev.offload.ingest.types.TaskTypes.TaskType;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.problem.ProblemCode;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Makes a task of what a client sent, or says all that is wrong with it.
@ApplicationScoped
class TaskMaker {

  /// Larger inputs go to /v1/files.
  static final int MAX_INPUT_BYTES = 256 * 1024;

  private final TaskTypes types;
  private final InputFiles files;

  TaskMaker(TaskTypes types, InputFiles files) {
    this.types = types;
    this.files = files;
  }

  /// @throws ProblemException where the task cannot be accepted
  SubmitTask make(Submission submission, Instant now) {
    Faults faults = new Faults();
    TaskBody body =
        TaskBodyReader.read(submission.body().json(), now, faults)
            .orElseThrow(() -> invalid(faults));
    Optional<TaskType> type = body.type().map(name -> type(name, faults));
    if (submission.body().size() > MAX_INPUT_BYTES) {
      body.input().ifPresent(TaskMaker::checkSize);
    }
    if (type.isPresent() && body.input().isPresent()) {
      type.get().schema().check(body.input().get(), "/input", faults);
      files.check(submission.tenant(), body.input().get(), "/input", faults);
    }
    RetryPolicy usual = type.map(TaskType::retry).orElse(RetryPolicy.DEFAULT);
    RetryPolicy retry = body.retry().over(usual, faults);
    if (!faults.isEmpty()) {
      throw invalid(faults);
    }
    return task(submission, body, type.orElseThrow(), retry, now);
  }

  private TaskType type(String name, Faults faults) {
    return types
        .find(name)
        .orElseThrow(
            () -> {
              String known = "must be one of " + String.join(", ", types.names());
              faults.add("/type", known);
              return ProblemException.of(
                  ProblemCode.UNKNOWN_TYPE, "The type " + known + ".", faults.list());
            });
  }

  private static SubmitTask task(
      Submission submission, TaskBody body, TaskType type, RetryPolicy retry, Instant now) {
    String tenant = submission.tenant();
    Optional<IdempotencyKey> key = submission.idempotencyKey();
    return new SubmitTask(
        key.map(k -> k.taskId(tenant)).orElseGet(() -> TaskId.fresh(now)),
        tenant,
        type.name(),
        type.queue(),
        body.input().orElseThrow(),
        now,
        body.runAt(now),
        null,
        null,
        retry,
        body.notifications(),
        body.tags(),
        Origin.CLIENT,
        null,
        null,
        key.isPresent() ? BodyHash.of(submission.body().json()) : null,
        submission.traceparent());
  }

  private static void checkSize(JsonNode input) {
    try {
      int size = Json.MAPPER.writeValueAsBytes(input).length;
      if (size > MAX_INPUT_BYTES) {
        throw ProblemException.of(
            ProblemCode.TOO_LARGE,
            "The input has %d bytes, and %d are allowed; send what is larger to /v1/files."
                .formatted(size, MAX_INPUT_BYTES),
            List.of(new FieldError("/input", "must have at most " + MAX_INPUT_BYTES + " bytes")));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON that was read can be written", e);
    }
  }

  private static ProblemException invalid(Faults faults) {
    return ProblemException.of(
        ProblemCode.INVALID_TASK, "The body breaks rules: see errors.", faults.list());
  }
}
