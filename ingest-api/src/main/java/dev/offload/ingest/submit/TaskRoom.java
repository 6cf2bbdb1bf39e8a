package dev.offload.ingest.submit;

import dev.offload.ingest.flow.LimitBook;
import dev.offload.ingest.membership.Membership;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.quota.Unshown;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.ingest.view.StateCount;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Debounce;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.TaskId;
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

  /// The debounced tasks, by their keys. Of those with one key the last one waits.
  private final Unshown<String, TaskId> debounced;

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
    this.debounced =
        new Unshown<>((tenant, task) -> view.find(tenant, task).isPresent(), System::nanoTime);
  }

  /// Why the group that the task names does not take it; empty if it does, or if there is none.
  Optional<ProblemException> refusalOfGroup(SubmitTask task) throws InterruptedException {
    GroupId group = task.terms().group();
    return group == null ? Optional.empty() : groups.refusal(task.tenant(), group);
  }

  /// Takes room for a task, which has it until it is given back or the task has ended.
  ///
  /// @throws ProblemException if there is none
  void takeFor(SubmitTask task) {
    storage.requireRoomForWork();
    limits.requireRoomFor(task.tenant(), task.spec());
    Debounce wish = task.timing().debounce();
    if (wish != null) {
      debounced.take(
          task.tenant(), wish.key(), task.taskId(), others -> check(task.tenant(), others));
    }
  }

  /// Gives the room of a task back that is not written. Until then, nothing else of the task is
  /// kept.
  Runnable givingBack(SubmitTask task) {
    Debounce wish = task.timing().debounce();
    if (wish == null) {
      return () -> {};
    }
    String tenant = task.tenant();
    TaskId id = task.taskId();
    return () -> debounced.giveBack(tenant, wish.key(), id);
  }

  private void check(String tenant, int others) {
    if (waiting(tenant) + others >= config.debounced()) {
      throw ProblemException.of(
          ProblemCode.QUOTA_EXCEEDED,
          "A tenant may have at most %d debounced tasks waiting.".formatted(config.debounced()));
    }
  }

  private int waiting(String tenant) {
    return view.countsNow().stream()
        .filter(
            one -> one.tenant().equals(tenant) && one.reason().equals(Optional.of(Reason.DEBOUNCE)))
        .mapToInt(StateCount::count)
        .sum();
  }
}
