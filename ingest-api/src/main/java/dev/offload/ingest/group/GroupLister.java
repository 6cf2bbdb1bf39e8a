package dev.offload.ingest.group;

import static dev.offload.ingest.body.Member.optional;

import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.PageCursor;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.task.LookupConfig;
import dev.offload.ingest.view.GroupSlice;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.PublicGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lists groups page by page.
@ApplicationScoped
public class GroupLister {
  private static final Member<GroupState> STATE =
      optional(
          "state",
          Kinds.choice(List.of(GroupState.values()))
              .saying("Only groups in this state. The default is all."));

  /// The parameters of the list.
  public static final Shape PARAMETERS = ListQuery.pagesOf(Shape.of(STATE));

  private static final PageCursor<GroupId> CURSOR =
      PageCursor.of(GroupId::toString, GroupId::tryParse);

  private final TaskView view;
  private final LookupConfig config;

  GroupLister(TaskView view, LookupConfig config) {
    this.view = view;
    this.config = config;
  }

  /// @throws ProblemException `invalid-parameter`, or `unavailable` while the view is being read
  GroupPage list(String tenant, Map<String, List<String>> parameters) {
    ListQuery query = ListQuery.read(PARAMETERS, parameters);
    Optional<GroupState> state = query.filter().get(STATE);
    Optional<GroupId> after = query.after(CURSOR);
    if (!view.isCaughtUp()) {
      throw ProblemException.unavailable(
          "This replica is still reading the existing groups.", config.retryAfter());
    }
    GroupSlice found = view.groups(tenant, state, after, query.limit());
    return new GroupPage(
        found.groups().stream().map(PublicGroup::of).toList(),
        found.next().map(CURSOR::write).orElse(null));
  }
}
