package dev.offload.schemas.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.offload.schemas.Require;
import dev.offload.schemas.Traced;
import dev.offload.schemas.task.GroupCounts;
import dev.offload.schemas.task.GroupFacts;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.GroupTerms;
import dev.offload.schemas.task.GroupTimes;
import dev.offload.schemas.task.Successor;
import java.time.Instant;
import java.util.List;

/// A new group, which tasks may join. On the wire it is flat. It changes nothing about a group that
/// is known.
///
/// @param then what is submitted when the group has ended
/// @param createdAt the time by the requester's clock
/// @param traceparent the W3C trace context; null if there is none
@JsonPropertyOrder({"group", "tenant", "createdAt"})
public record OpenGroup(
    GroupId group,
    String tenant,
    @JsonUnwrapped GroupTerms terms,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Successor> then,
    Instant createdAt,
    String traceparent)
    implements GroupCommand, Traced {
  public OpenGroup {
    Require.present(group, "group");
    Require.text(tenant, "tenant");
    Require.present(terms, "terms");
    then = Successor.checked(then);
    Require.present(createdAt, "createdAt");
  }

  /// The group before anything has joined it. The client sees it first, and the lifecycle begins
  /// with it.
  public GroupStatus begun() {
    return new GroupStatus(
        new GroupFacts(
            group,
            GroupState.OPEN,
            1,
            0,
            GroupCounts.NONE,
            List.of(),
            Successor.refs(group, tenant, then),
            terms,
            GroupTimes.open(createdAt)),
        tenant,
        Successor.files(then));
  }
}
