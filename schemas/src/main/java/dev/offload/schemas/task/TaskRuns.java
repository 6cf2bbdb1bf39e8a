package dev.offload.schemas.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import java.util.List;

/// The runs of a task so far, and what they have returned.
///
/// @param attempts the last 20 runs
/// @param result what the handler returned; null before that
/// @param files the output files
/// @param error why it has failed; null otherwise
/// @param earlierEnd how it ended before it was last run again; null if it never was
public record TaskRuns(
    List<Attempt> attempts,
    JsonNode result,
    List<OutputFile> files,
    TaskError error,
    EarlierEnd earlierEnd) {
  public static final int MAX_ATTEMPTS_KEPT = 20;

  /// Those of a task that has never run.
  public static final TaskRuns NONE = new TaskRuns(List.of(), null, List.of(), null, null);

  public TaskRuns {
    attempts = attempts == null ? List.of() : List.copyOf(attempts);
    files = files == null ? List.of() : List.copyOf(files);
    Require.that(
        attempts.size() <= MAX_ATTEMPTS_KEPT,
        "attempts",
        "be at most " + MAX_ATTEMPTS_KEPT,
        attempts.size());
  }
}
