package dev.offload.ingest.submit;

import dev.offload.ingest.flow.LimitBook;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.schemas.command.SubmitTask;
import jakarta.enterprise.context.ApplicationScoped;

/// Whether there is room for one more task.
@ApplicationScoped
class TaskRoom {

  private final StorageGuard storage;
  private final LimitBook limits;

  TaskRoom(StorageGuard storage, LimitBook limits) {
    this.storage = storage;
    this.limits = limits;
  }

  /// @throws ProblemException if there is none
  void requireFor(SubmitTask task) {
    storage.requireRoomForWork();
    limits.requireRoomFor(task.tenant(), task.placement());
  }
}
