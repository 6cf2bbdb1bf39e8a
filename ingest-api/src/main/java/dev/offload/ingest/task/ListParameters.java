package dev.offload.ingest.task;

import static dev.offload.ingest.body.Member.optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.problem.FieldError;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.TaskFilter;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.TaskState;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The query of a list of tasks, read strictly.
public final class ListParameters {
  private static final Member<TaskState> STATE =
      optional(
          "state",
          Kinds.choice(List.of(TaskState.values()))
              .saying("Only tasks in this state. The default is all."));

  /// The parameters that choose tasks.
  public static final Shape FILTER = FilterMembers.SHAPE.with(STATE);

  /// The names of all parameters, in order.
  static final List<String> KNOWN =
      Stream.concat(FILTER.members().stream().map(Member::name), ListQuery.OF_THE_PAGE.stream())
          .sorted()
          .toList();

  private final Map<String, List<String>> query;

  ListParameters(Map<String, List<String>> query) {
    this.query = query;
    ListQuery.check(query, KNOWN);
  }

  /// @throws ProblemException `invalid-parameter`
  TaskFilter filter(String tenant) {
    ObjectNode sent = Json.MAPPER.createObjectNode();
    query.forEach((name, values) -> sent.put(name, values.getFirst()));
    sent.remove(ListQuery.OF_THE_PAGE);
    Faults faults = new Faults();
    Given given = FILTER.kind().read(sent, "", faults).orElseThrow();
    if (!faults.isEmpty()) {
      FieldError first = faults.list().getFirst();
      String name = first.pointer().substring(1);
      String hint = sent.get(name).textValue().contains(" ") ? " (a + sent as %2B)" : "";
      throw invalid(name + " " + first.detail() + hint + ".");
    }
    return FilterMembers.filter(given, tenant, given.get(STATE).orElse(null));
  }

  private static ProblemException invalid(String detail) {
    return ProblemException.of(ProblemCode.INVALID_PARAMETER, detail);
  }
}
