package dev.offload.ingest.submit;

import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// Makes a task from what a client sent, or reports all mistakes in it.
@ApplicationScoped
public class TaskMaker {

  private final SpecReader specs;

  TaskMaker(SpecReader specs) {
    this.specs = specs;
  }

  /// @throws ProblemException if the task can't be accepted
  public SubmitTask make(SubmitRequest request, Instant now) {
    Faults faults = new Faults();
    Given body =
        request.shape().read(request.body().json(), faults).orElseThrow(() -> invalid(faults));
    Timing timing = new RequestedTimes(body, now).checked(faults);
    Optional<TaskSpec> spec = specs.task(request.tenant(), body, request.body(), now, faults);
    if (!faults.isEmpty()) {
      throw invalid(faults);
    }
    return task(request, timing, spec.orElseThrow());
  }

  private static SubmitTask task(SubmitRequest request, Timing timing, TaskSpec spec) {
    String tenant = request.tenant();
    Optional<IdempotencyKey> key = request.idempotencyKey();
    return new SubmitTask(
        key.map(k -> k.taskId(tenant)).orElseGet(() -> TaskId.fresh(timing.createdAt())),
        tenant,
        spec,
        timing,
        Lineage.after(request.formers()),
        key.isPresent() ? BodyHash.of(request.body().json()) : null,
        request.traceparent());
  }

  private static ProblemException invalid(Faults faults) {
    return ProblemException.of(
        ProblemCode.INVALID_TASK, "The body is invalid: see errors.", faults.list());
  }
}
