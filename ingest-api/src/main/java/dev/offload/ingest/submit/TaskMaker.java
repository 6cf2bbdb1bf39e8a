package dev.offload.ingest.submit;

import dev.offload.ingest.body.Faults;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.types.TaskTypes;
import dev.offload.ingest.types.TaskTypes.TaskType;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.RunSpec;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// Makes a task from what a client sent, or reports all mistakes in it.
@ApplicationScoped
public class TaskMaker {

  private final TaskTypes types;
  private final InputRules rules;
  private final SubmitConfig config;

  TaskMaker(TaskTypes types, InputRules rules, SubmitConfig config) {
    this.types = types;
    this.rules = rules;
    this.config = config;
  }

  /// @throws ProblemException if the task can't be accepted
  public SubmitTask make(Submission submission, Instant now) {
    Faults faults = new Faults();
    TaskBody body =
        TaskBodyReader.read(submission.body().json(), now, config.longestTimeout(), faults)
            .orElseThrow(() -> invalid(faults));
    Optional<TaskType> type = body.type().map(name -> type(name, faults));
    body.input().ifPresent(input -> InputRules.checkSize(input, submission.body().size()));
    if (type.isPresent() && body.input().isPresent()) {
      rules.check(submission.tenant(), type.get(), body.input().get(), faults);
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
        new TaskSpec(
            new Placement(type.name(), type.queue(), body.priority().orElse(null)),
            new RunSpec(body.input().orElseThrow(), body.timeout().orElse(null)),
            new Terms(retry, body.notifications(), body.tags())),
        new Timing(now, body.runAt(now), body.expiresAt().orElse(null)),
        Lineage.CLIENT,
        key.isPresent() ? BodyHash.of(submission.body().json()) : null,
        submission.traceparent());
  }

  private static ProblemException invalid(Faults faults) {
    return ProblemException.of(
        ProblemCode.INVALID_TASK, "The body is invalid: see errors.", faults.list());
  }
}
