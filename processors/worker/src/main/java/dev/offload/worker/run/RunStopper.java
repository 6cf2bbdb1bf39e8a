package dev.offload.worker.run;

import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.WorkItem;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Stops the runs of cancelled tasks, and runs that take too long.
///
/// ```
/// signal ──► handler ends ─────────────► its success counts, anything else is a stopped run
///    └─────► grace is over ──► interrupt ──► the run is stopped, what comes late is dropped
/// ```
public final class RunStopper {
  private final Duration grace;
  private final LongSupplier nanoTime;
  private final Map<TaskId, Integer> cancelled = new ConcurrentHashMap<>();
  private final Set<Run> runs = ConcurrentHashMap.newKeySet();

  public RunStopper(Duration grace, LongSupplier nanoTime) {
    this.grace = grace;
    this.nanoTime = nanoTime;
  }

  /// Attempts of the task up to the number `attempt` must not start; those that run are stopped.
  public void cancel(TaskId taskId, int attempt) {
    cancelled.put(taskId, attempt);
    runs.stream().filter(run -> isCancelled(run.item())).forEach(Run::cancel);
  }

  /// No attempt of the task can reach a worker any more.
  public void forget(TaskId taskId) {
    cancelled.remove(taskId);
  }

  public boolean isCancelled(WorkItem item) {
    Integer last = cancelled.get(item.taskId());
    return last != null && item.attempt() <= last;
  }

  /// Watches `run` until its handler has returned.
  public void watch(Run run) {
    // The run is added first and checked then, so that no cancellation in between is missed.
    runs.add(run);
    var _ = run.left().thenRun(() -> runs.remove(run));
    if (isCancelled(run.item())) {
      run.cancel();
    }
  }

  /// Makes one round, and stops the runs whose time is over.
  public void tick() {
    long now = nanoTime.getAsLong();
    runs.forEach(run -> run.stopIfDue(now, grace));
  }
}
