package dev.offload.ingest.submit;

import dev.offload.ingest.flow.LimitBook;
import dev.offload.ingest.membership.Membership;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.GroupId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Whether there is room for one more task.
@ApplicationScoped
class TaskRoom {

  private final StorageGuard storage;
  private final LimitBook limits;
  private final Membership groups;

  TaskRoom(StorageGuard storage, LimitBook limits, Membership groups) {
    this.storage = storage;
    this.limits = limits;
    this.groups = groups;
  }

  /// Why the group that the task names does not take it; empty if it does, or if there is none.
  Optional<ProblemException> refusalOfGroup(SubmitTask task) throws InterruptedException {
    GroupId group = task.terms().group();
    return group == null ? Optional.empty() : groups.refusal(task.tenant(), group);
  }

  /// @throws ProblemException if there is none
  void requireFor(SubmitTask task) {
    storage.requireRoomForWork();
    limits.requireRoomFor(task.tenant(), task.placement());
  }
}
