package dev.offload.ingest.task;

import static dev.offload.ingest.body.Member.optional;

import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.TaskFilter;
import dev.offload.schemas.task.TaskState;
import java.util.List;
import java.util.Map;

/// The query of a list of tasks.
public final class ListParameters {
  private static final Member<TaskState> STATE =
      optional(
          "state",
          Kinds.choice(List.of(TaskState.values()))
              .saying("Only tasks in this state. The default is all."));

  public static final Shape ALL = ListQuery.pagesOf(FilterMembers.SHAPE.with(STATE));

  private final ListQuery query;

  /// @throws ProblemException `invalid-parameter`
  ListParameters(Map<String, List<String>> query) {
    this.query = ListQuery.read(ALL, query);
  }

  TaskFilter filter(String tenant) {
    return FilterMembers.filter(query.filter(), tenant, query.filter().get(STATE));
  }

  /// Which page is asked for.
  ListQuery query() {
    return query;
  }
}
