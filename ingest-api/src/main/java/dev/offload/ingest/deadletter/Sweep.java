package dev.offload.ingest.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Members;
import dev.offload.ingest.body.TextRules;
import dev.offload.ingest.body.Texts;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.TaskFilter;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.Optional;

/// Which ended tasks to replay or drop. A replay has a rate. The body has the members of the query
/// of `GET /v1/tasks`. Without a state it is about failed tasks.
record Sweep(TaskFilter filter, Optional<Double> ratePerSecond) {
  static final double LOWEST_RATE = 0.01;
  static final double HIGHEST_RATE = 10_000;

  /// @throws ProblemException `invalid-parameter`
  static Sweep toRetry(JsonNode json, String tenant) {
    return read(json, tenant, true);
  }

  /// @throws ProblemException `invalid-parameter`
  static Sweep toDrop(JsonNode json, String tenant) {
    return read(json, tenant, false);
  }

  private static Sweep read(JsonNode json, String tenant, boolean isToRun) {
    Faults faults = new Faults();
    TextRules.check(json, faults);
    Optional<Sweep> sweep =
        Members.of(json, "", faults).map(body -> read(body, tenant, isToRun, faults));
    if (!faults.isEmpty()) {
      throw ProblemException.of(
          ProblemCode.INVALID_PARAMETER, "The body is invalid: see errors.", faults.list());
    }
    return sweep.orElseThrow();
  }

  private static Sweep read(Members body, String tenant, boolean isToRun, Faults faults) {
    Optional<Double> rate = isToRun ? rate(body, faults) : Optional.empty();
    TaskFilter filter =
        new TaskFilter(
            tenant,
            body.parsed("origin", "client or system", Sweep::origin).orElse(Origin.CLIENT),
            body.text("type").orElse(null),
            state(body, isToRun),
            body.text("tag").orElse(null),
            time(body, "createdAfter"),
            time(body, "createdBefore"),
            body.text("errorCode").orElse(null),
            time(body, "finishedAfter"),
            time(body, "finishedBefore"));
    body.refuseOthers();
    return new Sweep(filter, rate);
  }

  private static Optional<Double> rate(Members body, Faults faults) {
    Optional<Double> rate = body.number("ratePerSecond");
    String pointer = body.pointerTo("ratePerSecond");
    if (body.any("ratePerSecond").isEmpty()) {
      faults.add(pointer, "is required");
    }
    if (rate.isPresent() && (rate.get() < LOWEST_RATE || rate.get() > HIGHEST_RATE)) {
      faults.add(pointer, "must be %s to %s".formatted(LOWEST_RATE, HIGHEST_RATE));
    }
    return rate;
  }

  private static TaskState state(Members body, boolean isToRun) {
    String rule =
        isToRun ? "failed, cancelled or expired" : "succeeded, failed, cancelled or expired";
    return body.parsed("state", rule, text -> ended(text, isToRun)).orElse(TaskState.FAILED);
  }

  private static Optional<TaskState> ended(String text, boolean badly) {
    for (TaskState state : TaskState.values()) {
      boolean fits = state.isFinal() && !(badly && state == TaskState.SUCCEEDED);
      if (fits && state.toString().equals(text)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  private static Optional<Origin> origin(String text) {
    return switch (text) {
      case "client" -> Optional.of(Origin.CLIENT);
      case "system" -> Optional.of(Origin.SYSTEM);
      default -> Optional.empty();
    };
  }

  private static Instant time(Members body, String name) {
    return body.parsed(name, Texts.A_TIME, Texts::time).orElse(null);
  }
}
