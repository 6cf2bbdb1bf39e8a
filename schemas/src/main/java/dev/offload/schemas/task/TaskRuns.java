package dev.offload.schemas.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import java.util.List;

/// What has come of a task's runs so far.
///
/// @param attempts are the last 20
/// @param result is what the handler returned; null before that
/// @param files are those that the handler made
/// @param error is why it has failed; null otherwise
public record TaskRuns(
    List<Attempt> attempts, JsonNode result, List<OutputFile> files, TaskError error) {
  public static final int MAX_ATTEMPTS_KEPT = 20;

  /// Of a task that has never run.
  public static final TaskRuns NONE = new TaskRuns(List.of(), null, List.of(), null);

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
