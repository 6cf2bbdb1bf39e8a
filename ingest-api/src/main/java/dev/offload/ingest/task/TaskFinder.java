package dev.offload.ingest.task;

import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.task.TaskId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Finds a task even if its submission was answered a moment ago by another replica.
@ApplicationScoped
public class TaskFinder {
  private final TaskView view;
  private final SubmissionWatch submissions;
  private final LookupConfig config;

  TaskFinder(TaskView view, SubmissionWatch submissions, LookupConfig config) {
    this.view = view;
    this.submissions = submissions;
    this.config = config;
  }

  /// What is known about a tenant's task. If it is unknown here, this waits until the task, or
  /// everything accepted before, is known, at most for the configured time.
  public Finding find(String tenant, TaskId id) throws InterruptedException {
    Optional<TaskSnapshot> known = view.snapshot(tenant, id);
    if (known.isPresent()) {
      return new Finding.Found(known.get());
    }
    CompletableFuture<Void> arrival = view.arrival(id);
    CompletableFuture<Void> passed = submissions.passed(id);
    try {
      // Looked for once more: it may have come before anybody waited for its arrival.
      known = view.snapshot(tenant, id);
      boolean isSure = known.isPresent() || isDone(arrival, passed);
      known = known.or(() -> view.snapshot(tenant, id));
      return known
          .<Finding>map(Finding.Found::new)
          .orElseGet(() -> isSure ? new Finding.Absent() : new Finding.Undecided());
    } finally {
      arrival.cancel(false);
      passed.cancel(false);
    }
  }

  /// The same, after every earlier command about the task has been decided.
  public Finding findDecided(String tenant, TaskId id) throws InterruptedException {
    CompletableFuture<Void> passed = submissions.passed(id);
    try {
      if (!isDone(passed)) {
        return new Finding.Undecided();
      }
      return view.snapshot(tenant, id)
          .<Finding>map(Finding.Found::new)
          .orElseGet(Finding.Absent::new);
    } finally {
      passed.cancel(false);
    }
  }

  private boolean isDone(CompletableFuture<?>... either) throws InterruptedException {
    try {
      CompletableFuture.anyOf(either).get(config.limit().toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException _) {
      return false;
    }
  }
}
