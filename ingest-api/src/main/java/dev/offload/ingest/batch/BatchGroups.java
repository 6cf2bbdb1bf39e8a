package dev.offload.ingest.batch;

import dev.offload.ingest.group.GroupKeeper;
import dev.offload.ingest.group.NewGroup;
import dev.offload.ingest.membership.Membership;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.submit.TaskBody;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// The groups that batches join.
@ApplicationScoped
class BatchGroups {
  private final GroupKeeper keeper;
  private final Membership groups;

  BatchGroups(GroupKeeper keeper, Membership groups) {
    this.keeper = keeper;
    this.groups = groups;
  }

  /// The group that a request asks for, which is opened if it has to be.
  ///
  /// @param asked what the query says, or null
  /// @throws ProblemException if it can't be joined or opened
  Optional<BatchGroup> join(String tenant, String asked, String traceparent)
      throws InterruptedException {
    if (asked == null) {
      return Optional.empty();
    }
    if (asked.equals(TaskBody.NEW_GROUP)) {
      GroupStatus group = keeper.open(tenant, NewGroup.PLAIN, traceparent);
      return Optional.of(new BatchGroup(group.facts().id(), true));
    }
    GroupId group = GroupId.tryParse(asked).orElseThrow(BatchGroups::wrong);
    Optional<ProblemException> refusal = groups.refusal(tenant, group);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    return Optional.of(new BatchGroup(group, false));
  }

  private static ProblemException wrong() {
    return ProblemException.of(
        ProblemCode.INVALID_PARAMETER, "group must be new, or the id of a group.");
  }

  /// To be called when every task of the batch is in the log. Returns once the seal is, too.
  void sealIfNew(Batch batch) throws InterruptedException {
    if (batch.group().isPresent() && batch.group().get().isNew()) {
      Optional<GroupStatus> _ = keeper.seal(batch.tenant(), batch.group().get().id());
    }
  }
}
