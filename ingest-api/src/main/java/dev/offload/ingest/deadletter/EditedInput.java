package dev.offload.ingest.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.submit.InputRules;
import dev.offload.ingest.types.TaskTypes;
import dev.offload.ingest.types.TaskTypes.TaskType;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Reads the input for a replay, as strictly as that of a submission.
@ApplicationScoped
public class EditedInput {
  private static final Member<JsonNode> INPUT =
      Member.optional(
          "input",
          Kinds.object()
              .saying(
                  "The input, as in a submission. Without it the task runs with the input it"
                      + " had."));

  public static final Shape SHAPE = Shape.of(INPUT);

  private final TaskTypes types;
  private final InputRules rules;

  EditedInput(TaskTypes types, InputRules rules) {
    this.types = types;
    this.rules = rules;
  }

  /// Null if `body` has no input.
  ///
  /// @throws ProblemException `invalid-task`, `too-large`
  JsonNode read(JsonBody body, Task task) {
    Faults faults = new Faults();
    Optional<JsonNode> input = SHAPE.read(body.json(), faults).flatMap(given -> given.get(INPUT));
    input.ifPresent(given -> check(given, body.size(), task, faults));
    if (!faults.isEmpty()) {
      throw ProblemException.of(
          ProblemCode.INVALID_TASK, "The body is invalid: see errors.", faults.list());
    }
    return input.orElse(null);
  }

  private void check(JsonNode input, int bodySize, Task task, Faults faults) {
    InputRules.checkSize(input, bodySize);
    if (task.origin() != Origin.CLIENT) {
      faults.add(INPUT.pointer(), "is not allowed: the task was not submitted by a client");
      return;
    }
    types
        .find(task.type())
        .ifPresentOrElse(
            type -> check(input, type, task, faults),
            () -> faults.add(INPUT.pointer(), "is not allowed: the type is no longer configured"));
  }

  /// The input of a task that has waited for others may refer to them again.
  private void check(JsonNode input, TaskType type, Task task, Faults faults) {
    List<String> formers = task.after().stream().map(Former::name).toList();
    if (formers.isEmpty()) {
      rules.check(task.tenant(), type, input, faults);
    } else {
      rules.checkAfter(task.tenant(), type, input, formers, faults);
    }
  }
}
