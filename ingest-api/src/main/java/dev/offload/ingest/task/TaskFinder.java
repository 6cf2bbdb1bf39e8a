package dev.offload.ingest.task;

import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.task.TaskId;
import jakarta.enterprise.context.ApplicationScoped;

/// Finds a task even if its submission was answered a moment ago by another replica.
@ApplicationScoped
public class TaskFinder {
  private final Finder<TaskId, TaskSnapshot> finder;

  TaskFinder(TaskView view, SubmissionWatch submissions, LookupConfig config) {
    this.finder = new Finder<>(view::snapshot, view::arrival, submissions::passed, config.limit());
  }

  /// What is known about a tenant's task: see [Finder#find].
  public Finding<TaskSnapshot> find(String tenant, TaskId id) throws InterruptedException {
    return finder.find(tenant, id);
  }

  /// The same, after every earlier command about the task has been decided.
  public Finding<TaskSnapshot> findDecided(String tenant, TaskId id) throws InterruptedException {
    return finder.findDecided(tenant, id);
  }
}
