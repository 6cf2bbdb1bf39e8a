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
import dev.offload.ingest.view.TaskFilter;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which ended tasks to replay or drop. A replay has a rate. The body has the members of the query
/// of `GET /v1/tasks`. Without a state it is about failed tasks.
public record Sweep(TaskFilter filter, Optional<Double> ratePerSecond) {

  private static final Member<Origin> ORIGIN =
      optional("origin", Kinds.choice(List.of(Origin.values())).saying("The default is client."));
  private static final Member<String> TYPE = optional("type", Kinds.text());
  private static final Member<String> TAG = optional("tag", Kinds.text());
  private static final Member<String> ERROR_CODE =
      optional("errorCode", Kinds.text().saying("The error code with which the tasks failed."));
  private static final Member<Instant> CREATED_AFTER = optional("createdAfter", Kinds.time());
  private static final Member<Instant> CREATED_BEFORE = optional("createdBefore", Kinds.time());
  private static final Member<Instant> FINISHED_AFTER = optional("finishedAfter", Kinds.time());
  private static final Member<Instant> FINISHED_BEFORE = optional("finishedBefore", Kinds.time());

  private static final Shape FILTER =
      Shape.of(
          ORIGIN,
          TYPE,
          TAG,
          ERROR_CODE,
          CREATED_AFTER,
          CREATED_BEFORE,
          FINISHED_AFTER,
          FINISHED_BEFORE);

  private static final Member<TaskState> STATE =
      state(TaskState.SUCCEEDED, TaskState.FAILED, TaskState.CANCELLED, TaskState.EXPIRED);

  /// What succeeded is not run again.
  private static final Member<TaskState> STATE_TO_RETRY =
      state(TaskState.FAILED, TaskState.CANCELLED, TaskState.EXPIRED);

  private static final Member<Double> RATE =
      required(
          "ratePerSecond", Kinds.number(0.01, 10_000).saying("How many tasks start per second."));

  public static final Shape TO_DROP = FILTER.with(STATE);
  public static final Shape TO_RETRY = FILTER.with(STATE_TO_RETRY).with(RATE);

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
    TaskFilter filter =
        new TaskFilter(
            tenant,
            body.get(ORIGIN).orElse(Origin.CLIENT),
            body.get(TYPE).orElse(null),
            body.get(STATE).orElse(TaskState.FAILED),
            body.get(TAG).orElse(null),
            body.get(CREATED_AFTER).orElse(null),
            body.get(CREATED_BEFORE).orElse(null),
            body.get(ERROR_CODE).orElse(null),
            body.get(FINISHED_AFTER).orElse(null),
            body.get(FINISHED_BEFORE).orElse(null));
    return new Sweep(filter, body.get(RATE));
  }

  private static Member<TaskState> state(TaskState... ended) {
    return optional(
        "state",
        Kinds.choice(List.of(ended)).saying("How the tasks ended. The default is failed."));
  }
}
