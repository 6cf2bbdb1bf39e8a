package dev.offload.ingest.submit;

import static dev.offload.schemas.task.RunSpec.MAX_INPUT_BYTES;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.problem.FieldError;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.types.TaskTypes.TaskType;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.TaskSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// The rules of every input: its size, the schema of its type, and that the files it names exist.
@ApplicationScoped
public class InputRules {

  private final InputFiles files;

  InputRules(InputFiles files) {
    this.files = files;
  }

  /// Finds the mistakes in `input`, the member `input` of the body.
  public void check(String tenant, TaskType type, JsonNode input, Faults faults) {
    type.schema().check(input, Inputs.INPUT, faults);
    files.check(tenant, input, Inputs.INPUT, faults);
  }

  /// Finds the mistakes in `input`, which is at `pointer` and belongs to a successor. What its
  /// references will be replaced by can't be checked yet.
  void checkSuccessor(String tenant, TaskType type, JsonNode input, String pointer, Faults faults) {
    type.schema().check(input, pointer, InputReferences.in(input, pointer, faults), faults);
    files.check(tenant, input, pointer, faults);
  }

  /// Finds the mistakes in `input`, the member `input` of the body of a task that waits for
  /// others. Its references begin with one of their names.
  public void checkAfter(
      String tenant, TaskType type, JsonNode input, List<String> names, Faults faults) {
    InputReferences.checkNames(input, Inputs.INPUT, names, faults);
    checkSuccessor(tenant, type, input, Inputs.INPUT, faults);
  }

  /// Finds out whether all inputs together name too many files.
  void checkNumber(Inputs inputs, Faults faults) {
    InputFiles.checkNumber(inputs, faults);
  }

  /// Holds the files that a valid `input` names, until the record that has it is in the log.
  ///
  /// @throws ProblemException `invalid-task` if one of them was deleted since
  public FileHolds hold(String tenant, JsonNode input) {
    return files.hold(tenant, Inputs.of(input));
  }

  /// The same for the inputs of a task and its successors.
  public FileHolds hold(String tenant, TaskSpec task) {
    return files.hold(tenant, Inputs.of(task));
  }

  /// The same for the inputs of what follows a group.
  public FileHolds hold(String tenant, List<Successor> then) {
    return files.hold(tenant, Inputs.of(then));
  }

  /// Marks the files that the inputs of a task and its successors name as used now.
  public void use(String tenant, TaskSpec task) {
    files.use(tenant, Inputs.of(task));
  }

  /// If the whole body is small, its input and what follows need not be measured.
  ///
  /// @throws ProblemException `too-large`
  static void checkSize(JsonBody body) {
    checkSize(body.json().path(TaskBody.INPUT.name()), body.size());
    if (body.size() > MAX_INPUT_BYTES && body.json().has(TaskBody.THEN.name())) {
      int then = size(body.json().path(TaskBody.THEN.name()));
      int all = size(body.json().path(TaskBody.INPUT.name())) + then;
      if (all > MAX_INPUT_BYTES) {
        throw tooLarge("The input and what follows have", all, TaskBody.THEN.pointer());
      }
    }
  }

  /// `bodySize` is the size of the whole body. If that is small, the input need not be measured.
  ///
  /// @throws ProblemException `too-large`
  public static void checkSize(JsonNode input, int bodySize) {
    if (bodySize > MAX_INPUT_BYTES && size(input) > MAX_INPUT_BYTES) {
      throw tooLarge("The input has", size(input), Inputs.INPUT);
    }
  }

  private static ProblemException tooLarge(String what, int size, String pointer) {
    return ProblemException.of(
        ProblemCode.TOO_LARGE,
        "%s %d bytes, but only %d are allowed. Upload larger data to /v1/files."
            .formatted(what, size, MAX_INPUT_BYTES),
        List.of(new FieldError(pointer, "must have at most " + MAX_INPUT_BYTES + " bytes")));
  }

  private static int size(JsonNode json) {
    return json.isMissingNode() ? 0 : Json.bytes(json).length;
  }
}
