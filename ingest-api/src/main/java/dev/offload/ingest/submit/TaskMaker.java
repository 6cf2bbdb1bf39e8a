package dev.offload.ingest.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Shape;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  /// @param shape what the body of the submission may say
  /// @throws ProblemException if the task can't be accepted
  public SubmitTask make(Shape shape, SubmitRequest request, Instant now) {
    Faults faults = new Faults();
    Given body = shape.read(request.body().json(), faults).orElseThrow(() -> invalid(faults));
    Timing timing = new RequestedTimes(body, now).checked(faults);
    checkTimeout(body, faults);
    Optional<TaskType> type = body.get(TaskBody.TYPE).map(name -> type(name, faults));
    Optional<JsonNode> input = body.get(TaskBody.INPUT);
    input.ifPresent(json -> InputRules.checkSize(json, request.body().size()));
    if (type.isPresent() && input.isPresent()) {
      rules.check(request.tenant(), type.get(), input.get(), faults);
    }
    RetryPolicy usual = type.map(TaskType::retry).orElse(RetryPolicy.DEFAULT);
    RetryPolicy retry =
        body.get(TaskBody.RETRY)
            .map(wish -> RetryBody.policy(wish, usual, TaskBody.RETRY.pointer(), faults))
            .orElse(usual);
    if (!faults.isEmpty()) {
      throw invalid(faults);
    }
    return task(request, timing, spec(body, type.orElseThrow(), retry));
  }

  private void checkTimeout(Given body, Faults faults) {
    Duration longest = config.longestTimeout();
    body.get(TaskBody.TIMEOUT)
        .filter(timeout -> timeout.compareTo(longest) > 0)
        .ifPresent(_ -> faults.add(TaskBody.TIMEOUT.pointer(), "must be at most " + longest));
  }

  private TaskType type(String name, Faults faults) {
    return types
        .find(name)
        .orElseThrow(
            () -> {
              String known = "must be one of " + String.join(", ", types.names());
              faults.add(TaskBody.TYPE.pointer(), known);
              return ProblemException.of(
                  ProblemCode.UNKNOWN_TYPE, "The type " + known + ".", faults.list());
            });
  }

  private static TaskSpec spec(Given body, TaskType type, RetryPolicy retry) {
    return new TaskSpec(
        new Placement(
            type.name(),
            type.queue(),
            body.get(TaskBody.PRIORITY).orElse(null),
            body.get(TaskBody.CONCURRENCY_KEY).orElse(null),
            body.get(TaskBody.WEIGHT).orElse(null)),
        new RunSpec(
            body.get(TaskBody.INPUT).orElseThrow(), body.get(TaskBody.TIMEOUT).orElse(null)),
        new Terms(
            retry,
            body.get(TaskBody.NOTIFY).orElseGet(List::of),
            body.get(TaskBody.TAGS).orElseGet(List::of)));
  }

  private static SubmitTask task(SubmitRequest request, Timing timing, TaskSpec spec) {
    String tenant = request.tenant();
    Optional<IdempotencyKey> key = request.idempotencyKey();
    return new SubmitTask(
        key.map(k -> k.taskId(tenant)).orElseGet(() -> TaskId.fresh(timing.createdAt())),
        tenant,
        spec,
        timing,
        Lineage.client(),
        key.isPresent() ? BodyHash.of(request.body().json()) : null,
        request.traceparent());
  }

  private static ProblemException invalid(Faults faults) {
    return ProblemException.of(
        ProblemCode.INVALID_TASK, "The body is invalid: see errors.", faults.list());
  }
}
