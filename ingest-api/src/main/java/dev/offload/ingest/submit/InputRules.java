package dev.offload.ingest.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.problem.FieldError;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.types.TaskTypes.TaskType;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// The rules of every input: its size, the schema of its type, and that the files it names exist.
@ApplicationScoped
public class InputRules {

  /// Larger data goes to /v1/files.
  public static final int MAX_INPUT_BYTES = 256 * 1024;

  private final InputFiles files;

  InputRules(InputFiles files) {
    this.files = files;
  }

  /// Finds the mistakes in `input`, the member `input` of the body.
  public void check(String tenant, TaskType type, JsonNode input, Faults faults) {
    type.schema().check(input, "/input", faults);
    files.check(tenant, input, faults);
  }

  /// Holds the files that a valid `input` names, until the record that has it is in the log.
  ///
  /// @throws ProblemException `invalid-task` if one of them was deleted since
  public FileHolds hold(String tenant, JsonNode input) {
    return files.hold(tenant, input);
  }

  /// Marks the files that `input` names as used now.
  public void use(String tenant, JsonNode input) {
    files.use(tenant, input);
  }

  /// `bodySize` is the size of the whole body. If that is small, the input need not be measured.
  ///
  /// @throws ProblemException `too-large`
  public static void checkSize(JsonNode input, int bodySize) {
    if (bodySize <= MAX_INPUT_BYTES) {
      return;
    }
    try {
      int size = Json.MAPPER.writeValueAsBytes(input).length;
      if (size > MAX_INPUT_BYTES) {
        throw ProblemException.of(
            ProblemCode.TOO_LARGE,
            "The input has %d bytes, but only %d are allowed. Upload larger data to /v1/files."
                .formatted(size, MAX_INPUT_BYTES),
            List.of(new FieldError("/input", "must have at most " + MAX_INPUT_BYTES + " bytes")));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON that was read can be written", e);
    }
  }
}
