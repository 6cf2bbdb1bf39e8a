package dev.offload.ingest.submit;

import dev.offload.ingest.flow.LimitBook;
import dev.offload.ingest.membership.Membership;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.ingest.view.StateCount;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.WaitingFor.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Whether there is room for one more task.
@ApplicationScoped
class TaskRoom {

  private final StorageGuard storage;
  private final LimitBook limits;
  private final Membership groups;
  private final TaskView view;
  private final SubmitConfig config;

  TaskRoom(
      StorageGuard storage,
      LimitBook limits,
      Membership groups,
      TaskView view,
      SubmitConfig config) {
    this.storage = storage;
    this.limits = limits;
    this.groups = groups;
    this.view = view;
    this.config = config;
  }

  /// Why the group that the task names does not take it; empty if it does, or if there is none.
  Optional<ProblemException> refusalOfGroup(SubmitTask task) throws InterruptedException {
    GroupId group = task.terms().group();
    return group == null ? Optional.empty() : groups.refusal(task.tenant(), group);
  }

  /// @throws ProblemException if there is none
  void requireFor(SubmitTask task) {
    storage.requireRoomForWork();
    limits.requireRoomFor(task.tenant(), task.spec());
    if (task.timing().debounce() != null && debounced(task.tenant()) >= config.debounced()) {
      throw ProblemException.of(
          ProblemCode.QUOTA_EXCEEDED,
          "A tenant may have at most %d debounced tasks waiting.".formatted(config.debounced()));
    }
  }

  private int debounced(String tenant) {
    return view.counts().stream()
        .filter(one -> one.tenant().equals(tenant) && one.reason() == Reason.DEBOUNCE)
        .mapToInt(StateCount::count)
        .sum();
  }
}
