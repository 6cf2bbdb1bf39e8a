package dev.offload.ingest.task;

import dev.offload.ingest.QueryText;
import dev.offload.ingest.body.Texts;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.TaskFilter;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The query of a list of tasks, read strictly. Otherwise a misspelled or repeated parameter would
/// silently list something else.
final class ListParameters {
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "state",
          "tag",
          "createdAfter",
          "createdBefore",
          "errorCode",
          "finishedAfter",
          "finishedBefore",
          "origin",
          "limit",
          "cursor");

  private final Map<String, List<String>> query;

  ListParameters(Map<String, List<String>> query) {
    this.query = query;
    query.forEach(ListParameters::check);
  }

  /// @throws ProblemException `invalid-parameter`
  TaskFilter filter(String tenant) {
    return new TaskFilter(
        tenant,
        origin(first("origin")),
        first("type"),
        state(first("state")),
        first("tag"),
        time("createdAfter"),
        time("createdBefore"),
        first("errorCode"),
        time("finishedAfter"),
        time("finishedBefore"));
  }

  private String first(String name) {
    return QueryText.of(query, name);
  }

  private static void check(String name, List<String> values) {
    if (!KNOWN.contains(name)) {
      throw invalid(
          "The query takes only "
              + KNOWN.stream().sorted().collect(Collectors.joining(", "))
              + ".");
    }
    if (values.size() > 1) {
      throw invalid(name + " must be sent at most once.");
    }
  }

  private static Origin origin(String text) {
    return switch (text) {
      case null -> Origin.CLIENT;
      case "client" -> Origin.CLIENT;
      case "system" -> Origin.SYSTEM;
      default -> throw invalid("origin must be client or system.");
    };
  }

  private static TaskState state(String text) {
    if (text == null) {
      return null;
    }
    return Arrays.stream(TaskState.values())
        .filter(state -> state.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    "state must be one of "
                        + Arrays.stream(TaskState.values())
                            .map(TaskState::toString)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  private Instant time(String name) {
    String text = first(name);
    if (text == null) {
      return null;
    }
    return Texts.time(text)
        .orElseThrow(() -> invalid(name + " must be " + Texts.A_TIME + " (a + sent as %2B)."));
  }

  private static ProblemException invalid(String detail) {
    return ProblemException.of(ProblemCode.INVALID_PARAMETER, detail);
  }
}
