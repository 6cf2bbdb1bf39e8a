package dev.offload.ingest.deadletter;

import static dev.offload.ingest.body.Member.optional;
import static dev.offload.ingest.body.Member.required;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.task.FilterMembers;
import dev.offload.ingest.view.TaskFilter;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.TaskState;
import java.util.List;
import java.util.Optional;

/// Which ended tasks to replay or drop. A replay has a rate. The body has the members of the query
/// of `GET /v1/tasks`. Without a state it is about failed tasks.
public record Sweep(TaskFilter filter, Optional<Double> ratePerSecond) {

  private static final Member<TaskState> STATE =
      state(TaskState.SUCCEEDED, TaskState.FAILED, TaskState.CANCELLED, TaskState.EXPIRED);

  /// What succeeded is not run again.
  private static final Member<TaskState> STATE_TO_RETRY =
      state(TaskState.FAILED, TaskState.CANCELLED, TaskState.EXPIRED);

  private static final Member<Double> RATE =
      required(
          "ratePerSecond", Kinds.number(0.01, 10_000).saying("How many tasks start per second."));

  public static final Shape TO_DROP = FilterMembers.SHAPE.with(STATE);
  public static final Shape TO_RETRY = FilterMembers.SHAPE.with(STATE_TO_RETRY).with(RATE);

  /// @throws ProblemException `invalid-parameter`
  static Sweep toRetry(JsonNode json, String tenant) {
    return read(TO_RETRY, json, tenant);
  }

  /// @throws ProblemException `invalid-parameter`
  static Sweep toDrop(JsonNode json, String tenant) {
    return read(TO_DROP, json, tenant);
  }

  private static Sweep read(Shape shape, JsonNode json, String tenant) {
    Faults faults = new Faults();
    Optional<Given> body = shape.read(json, faults);
    if (!faults.isEmpty()) {
      throw ProblemException.of(
          ProblemCode.INVALID_PARAMETER, "The body is invalid: see errors.", faults.list());
    }
    return of(body.orElseThrow(), tenant);
  }

  private static Sweep of(Given body, String tenant) {
    TaskState state = body.get(STATE).orElse(TaskState.FAILED);
    return new Sweep(FilterMembers.filter(body, tenant, Optional.of(state)), body.get(RATE));
  }

  private static Member<TaskState> state(TaskState... ended) {
    return optional(
        "state",
        Kinds.choice(List.of(ended)).saying("How the tasks ended. The default is failed."));
  }
}
