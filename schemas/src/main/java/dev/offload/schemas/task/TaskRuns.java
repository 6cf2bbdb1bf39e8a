package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.Require;
import java.util.List;

/// The runs of a task so far, and what they have returned.
///
/// @param attempts the last 20 runs
/// @param result what the handler returned; null before that
/// @param files the output files
/// @param error why it has failed; null otherwise
/// @param earlierEnds how it ended each time before it was run again, the last 10
public record TaskRuns(
    List<Attempt> attempts,
    JsonNode result,
    List<OutputFile> files,
    TaskError error,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<EarlierEnd> earlierEnds) {
  public static final int MAX_ATTEMPTS_KEPT = 20;
  public static final int MAX_ENDS_KEPT = 10;

  /// Those of a task that has never run.
  public static final TaskRuns NONE = new TaskRuns(List.of(), null, List.of(), null, List.of());

  public TaskRuns {
    attempts = attempts == null ? List.of() : List.copyOf(attempts);
    files = files == null ? List.of() : List.copyOf(files);
    earlierEnds = earlierEnds == null ? List.of() : List.copyOf(earlierEnds);
    Require.that(
        attempts.size() <= MAX_ATTEMPTS_KEPT,
        "attempts",
        "be at most " + MAX_ATTEMPTS_KEPT,
        attempts.size());
    Require.that(
        earlierEnds.size() <= MAX_ENDS_KEPT,
        "earlierEnds",
        "be at most " + MAX_ENDS_KEPT,
        earlierEnds.size());
  }

  TaskRuns withoutAnswers() {
    return new TaskRuns(
        attempts.stream().map(Attempt::withoutAnswer).toList(),
        result instanceof ObjectNode members ? members.deepCopy().without(Answer.BODY) : result,
        files,
        error == null ? null : error.withoutBody(),
        earlierEnds);
  }
}
