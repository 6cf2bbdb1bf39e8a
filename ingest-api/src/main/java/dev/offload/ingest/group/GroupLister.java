package dev.offload.ingest.group;

import static dev.offload.ingest.body.Member.optional;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.offload.ingest.QueryText;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.PageLimit;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.task.LookupConfig;
import dev.offload.ingest.view.GroupSlice;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.PublicGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lists groups page by page.
@ApplicationScoped
public class GroupLister {
  /// A parameter of the list.
  public static final Member<GroupState> STATE =
      optional(
          "state",
          Kinds.choice(List.of(GroupState.values()))
              .saying("Only groups in this state. The default is all."));

  private static final List<String> KNOWN = List.of("cursor", "limit", STATE.name());

  private final TaskView view;
  private final LookupConfig config;

  GroupLister(TaskView view, LookupConfig config) {
    this.view = view;
    this.config = config;
  }

  /// @throws ProblemException `invalid-parameter`, or `unavailable` while the view is being read
  GroupPage list(String tenant, Map<String, List<String>> query) {
    ListQuery.check(query, KNOWN);
    GroupState state = state(QueryText.of(query, STATE.name()));
    GroupId after = position(QueryText.of(query, "cursor"));
    int limit = PageLimit.in(query);
    if (!view.isCaughtUp()) {
      throw ProblemException.unavailable(
          "This replica is still reading the existing groups.", config.retryAfter());
    }
    GroupSlice found = view.groups(tenant, state, after, limit);
    return new GroupPage(
        found.groups().stream().map(PublicGroup::of).toList(),
        found.next().map(GroupLister::cursor).orElse(null));
  }

  private static GroupState state(String text) {
    if (text == null) {
      return null;
    }
    Faults faults = new Faults();
    return STATE
        .kind()
        .read(TextNode.valueOf(text), STATE.pointer(), faults)
        .orElseThrow(
            () -> invalid("%s %s.".formatted(STATE.name(), faults.list().getFirst().detail())));
  }

  private static String cursor(GroupId group) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(group.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static GroupId position(String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return null;
    }
    return decoded(cursor)
        .flatMap(GroupId::tryParse)
        .orElseThrow(() -> invalid("cursor must be the nextCursor of an earlier answer."));
  }

  private static Optional<String> decoded(String cursor) {
    try {
      return Optional.of(
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static ProblemException invalid(String detail) {
    return ProblemException.of(ProblemCode.INVALID_PARAMETER, detail);
  }
}
