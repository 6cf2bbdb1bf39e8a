package dev.offload.ingest.task;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.ingest.waiting.WaitReasons;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.TaskId;
import jakarta.enterprise.context.ApplicationScoped;

/// Finds the task of a request, or ends the request.
@ApplicationScoped
public class TaskSeeker {
  private final TaskFinder finder;
  private final WaitReasons reasons;
  private final LookupConfig config;

  TaskSeeker(TaskFinder finder, WaitReasons reasons, LookupConfig config) {
    this.finder = finder;
    this.reasons = reasons;
    this.config = config;
  }

  /// The task as its owner sees it: see [#seek].
  public PublicTask show(String tenant, String id) throws InterruptedException {
    return reasons.inFull(seek(tenant, id));
  }

  /// @param id as the client wrote it
  /// @throws ProblemException `not-found` if this tenant has no such task, `unavailable` if that is
  ///     not certain
  public TaskSnapshot seek(String tenant, String id) throws InterruptedException {
    TaskId taskId = TaskId.tryParse(id).orElseThrow(() -> ProblemException.notFound("task"));
    return switch (finder.find(tenant, taskId)) {
      case Finding.Found(TaskSnapshot task) -> task;
      case Finding.Absent() -> throw ProblemException.notFound("task");
      case Finding.Undecided() ->
          throw ProblemException.unavailable(
              "The task may have been accepted, but this replica does not know it yet.",
              config.retryAfter());
    };
  }
}
