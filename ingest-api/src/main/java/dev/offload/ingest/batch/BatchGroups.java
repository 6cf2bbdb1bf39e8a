package dev.offload.ingest.batch;

import dev.offload.ingest.group.GroupKeeper;
import dev.offload.ingest.group.NewGroup;
import dev.offload.ingest.membership.Membership;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// The groups that batches join.
@ApplicationScoped
class BatchGroups {
  private static final String NEW = "new";

  /// What a query may say of the group.
  static final String PATTERN = "^(new|" + GroupId.PATTERN + ")$";

  private final GroupKeeper keeper;
  private final Membership groups;

  BatchGroups(GroupKeeper keeper, Membership groups) {
    this.keeper = keeper;
    this.groups = groups;
  }

  /// The group that a request asks for, which is opened if it has to be.
  ///
  /// @param asked the values of the query parameter `group`, or null
  /// @throws ProblemException if it can't be joined or opened
  Optional<BatchGroup> join(String tenant, List<String> asked, String traceparent)
      throws InterruptedException {
    if (asked == null) {
      return Optional.empty();
    }
    if (asked.equals(List.of(NEW))) {
      GroupStatus group = keeper.open(tenant, NewGroup.PLAIN, traceparent);
      return Optional.of(new BatchGroup(group.facts().id(), true));
    }
    if (asked.size() > 1) {
      throw wrong();
    }
    GroupId group = GroupId.tryParse(asked.getFirst()).orElseThrow(BatchGroups::wrong);
    Optional<ProblemException> refusal = groups.refusal(tenant, group);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    return Optional.of(new BatchGroup(group, false));
  }

  private static ProblemException wrong() {
    return ProblemException.of(
        ProblemCode.INVALID_PARAMETER, "group must be sent once: new, or the id of a group.");
  }

  /// To be called when every task of the batch is in the log. Returns once the seal is, too.
  void sealIfNew(Batch batch) throws InterruptedException {
    if (batch.group().isPresent() && batch.group().get().isNew()) {
      Optional<GroupStatus> _ = keeper.seal(batch.tenant(), batch.group().get().id());
    }
  }
}
