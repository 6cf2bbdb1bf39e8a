package dev.offload.lifecycle.succession;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Announced;
import dev.offload.schemas.task.References;
import dev.offload.schemas.task.RunSpec;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskSpec;
import java.time.Instant;
import java.util.Optional;

/// Makes the successors of a task or group that has ended.
///
/// @param former what has ended, as users see it
/// @param at when the successors are made
/// @param traceparent the W3C trace context of the former; null if there is none
public record Succession(Announced former, String tenant, Instant at, String traceparent) {
  /// The code of the error if a reference finds nothing.
  public static final String MISSING_REFERENCE = "missing-reference";

  /// Successor number `index`. It has the id that users were shown since the former was submitted,
  /// so a second submission is the same task. If its references can't be replaced, it keeps them
  /// and has a flaw.
  public SubmitTask successor(int index, Successor successor) {
    JsonNode input = successor.task().input();
    if (!References.isIn(input)) {
      return task(index, successor, successor.task(), Optional.empty());
    }
    References.Resolved found = References.resolve(input, Json.MAPPER.valueToTree(former));
    Optional<TaskError> flaw =
        found
            .missing()
            .map(
                pointer ->
                    flaw(
                        MISSING_REFERENCE,
                        "The input refers to %s of %s, which does not exist."
                            .formatted(pointer.isEmpty() ? "the whole" : pointer, subject())))
            .or(() -> tooLarge(found.json()));
    TaskSpec spec = flaw.isPresent() ? successor.task() : successor.task().with(found.json());
    return task(index, successor, spec, flaw);
  }

  private Optional<TaskError> tooLarge(JsonNode input) {
    return InputSize.fits(input)
        ? Optional.empty()
        : Optional.of(
            flaw(
                TaskError.TOO_LARGE,
                "The input would have more than %d bytes, or too many levels, with what its references find in %s."
                    .formatted(RunSpec.MAX_INPUT_BYTES, subject())));
  }

  private static TaskError flaw(String code, String message) {
    return new TaskError(code, message, true, 1);
  }

  private String subject() {
    return former.subject().toString();
  }

  private SubmitTask task(int index, Successor successor, TaskSpec spec, Optional<TaskError> flaw) {
    Instant runAt = successor.delay() == null ? null : at.plus(successor.delay());
    return new SubmitTask(
        former.then().get(index).task(),
        tenant,
        spec,
        new Timing(at, runAt, successor.expiresAt()),
        Lineage.following(former.subject()),
        flaw.orElse(null),
        null,
        traceparent);
  }
}
