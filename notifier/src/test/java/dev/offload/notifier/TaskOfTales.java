package dev.offload.notifier;

import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.EarlierEnd;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Relatives;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskFacts;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskRuns;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.TaskTimes;
import dev.offload.schemas.task.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A task of tenant `acme` to which one thing after the other happens, as the lifecycle writes it.
/// A second passes with each.
final class TaskOfTales {
  private final TaskId id = TaskId.fresh(Endpoints.CREATED);
  private final List<Attempt> runs = new ArrayList<>();
  private Instant now = Endpoints.CREATED.plusSeconds(1);
  private TaskState state = TaskState.QUEUED;
  private long version = 1;
  private int attempt = 1;
  private final List<EarlierEnd> earlierEnds = new ArrayList<>();
  private Instant finishedAt;

  TaskState state() {
    return state;
  }

  int replays() {
    return earlierEnds.size();
  }

  int runs() {
    return runs.size();
  }

  /// A run begins. If one was under way, it has lost the attempt.
  TaskOfTales start() {
    tick();
    if (state == TaskState.RUNNING) {
      close(Outcome.LOST);
    }
    state = TaskState.RUNNING;
    runs.add(new Attempt(attempt, "worker-1", now, null, null, null));
    return this;
  }

  /// The run fails, and another is to follow.
  TaskOfTales retry() {
    tick();
    close(Outcome.FAILED);
    attempt++;
    state = TaskState.RETRYING;
    return this;
  }

  TaskOfTales snooze() {
    tick();
    close(Outcome.SNOOZED);
    state = TaskState.RETRYING;
    return this;
  }

  TaskOfTales end(TaskState end) {
    tick();
    if (state == TaskState.RUNNING) {
      close(
          switch (end) {
            case SUCCEEDED -> Outcome.SUCCEEDED;
            case CANCELLED -> Outcome.CANCELLED;
            case FAILED, EXPIRED, SCHEDULED, QUEUED, RUNNING, RETRYING -> Outcome.FAILED;
          });
    }
    state = end;
    finishedAt = now;
    return this;
  }

  /// Somebody has it run again.
  TaskOfTales replay() {
    earlierEnds.add(new EarlierEnd(state, finishedAt, version, attempt));
    if (earlierEnds.size() > TaskRuns.MAX_ENDS_KEPT) {
      earlierEnds.removeFirst();
    }
    tick();
    attempt++;
    state = TaskState.QUEUED;
    finishedAt = null;
    return this;
  }

  TaskOfTales pass(Duration time) {
    now = now.plus(time);
    return this;
  }

  private void tick() {
    now = now.plusSeconds(1);
    version++;
  }

  private void close(Outcome outcome) {
    Attempt open = runs.removeLast();
    runs.add(new Attempt(open.number(), open.worker(), open.started(), now, outcome, open.error()));
  }

  /// A task fails with its last attempt.
  private TaskError error() {
    return state == TaskState.FAILED ? new TaskError("failed", "it failed", true, attempt) : null;
  }

  /// As it is now.
  Task task() {
    return new Task(
        new TaskFacts(
            id,
            new Placement("probe", "probe"),
            state,
            version,
            Origin.CLIENT,
            Relatives.NONE,
            null,
            new TaskTimes(Endpoints.CREATED, null, null, finishedAt, null),
            new TaskRuns(runs, null, List.of(), error(), earlierEnds),
            new Terms(RetryPolicy.DEFAULT, List.of(), List.of("a"))),
        "acme",
        null,
        List.of());
  }

  PublicTask shown() {
    return PublicTask.of(task(), null);
  }
}
