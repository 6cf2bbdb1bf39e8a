package dev.offload.ingest.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.body.Members;
import dev.offload.ingest.body.TextRules;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.submit.InputRules;
import dev.offload.ingest.types.TaskTypes;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Reads the input for a replay, as strictly as that of a submission.
@ApplicationScoped
class EditedInput {
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
    TextRules.check(body.json(), faults);
    Optional<Members> members = Members.of(body.json(), "", faults);
    Optional<JsonNode> input = members.flatMap(all -> all.any("input"));
    members.ifPresent(Members::refuseOthers);
    input.ifPresent(given -> check(given, body.size(), task, faults));
    if (!faults.isEmpty()) {
      throw ProblemException.of(
          ProblemCode.INVALID_TASK, "The body is invalid: see errors.", faults.list());
    }
    return input.orElse(null);
  }

  private void check(JsonNode input, int bodySize, Task task, Faults faults) {
    InputRules.checkSize(input, bodySize);
    if (!input.isObject()) {
      faults.add("/input", "must be an object");
      return;
    }
    if (task.origin() != Origin.CLIENT) {
      faults.add("/input", "is not allowed: the task was not submitted by a client");
      return;
    }
    types
        .find(task.type())
        .ifPresentOrElse(
            type -> rules.check(task.tenant(), type, input, faults),
            () -> faults.add("/input", "is not allowed: the type is no longer configured"));
  }
}
