package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskRuns;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.AttemptEvent;
import java.util.List;
import java.util.Optional;

/// The stored form of a task. Tests look at it without asking for the type of its state.
record Seen(StoredTask stored) {

  /// Null if nothing is known.
  static Seen of(StoredEntry<TaskEntry, DeadlineKind> kept) {
    return kept.entry().equals(Unsubmitted.NOTHING) ? null : new Seen(StoredTask.of(kept));
  }

  static StoredEntry<TaskEntry, DeadlineKind> nothing() {
    return new StoredEntry<>(Unsubmitted.NOTHING, Optional.empty());
  }

  Task task() {
    return stored.task();
  }

  StoredAssignment assignment() {
    return stored.assignment();
  }

  StoredTask.Current current() {
    return stored.current();
  }

  List<String> runIds() {
    return stored.runIds();
  }

  List<AttemptEvent> early() {
    return stored.early();
  }

  FanOut fanOut() {
    return stored.fanOut() == null
        ? null
        : stored.fanOut().fanOut(task() == null ? List.of() : task().attempts());
  }

  FanOut fanOutSoFar() {
    return stored.fanOut() == null ? FanOut.NONE : fanOut();
  }

  Stop stop() {
    return stored.stop();
  }

  Deadline<DeadlineKind> deadline() {
    return stored.deadline();
  }

  Deadline<DeadlineKind> armed() {
    return stored.armed();
  }

  boolean isSubmitted() {
    return task() != null;
  }

  boolean isOver() {
    return isSubmitted() && task().state().hasEnded();
  }

  /// Whether it waits for its children.
  boolean isDelegated() {
    return isSubmitted() && task().state() == TaskState.RUNNING && current().handOut() == null;
  }

  boolean mayRunAgain() {
    return isOver() && assignment() != null;
  }

  boolean isCancelAsked() {
    return isSubmitted() && task().cancelRequestedAt() != null;
  }

  /// Whether workers are told not to run it.
  boolean isStopped() {
    return isOver() ? stop() != null : isCancelAsked();
  }

  boolean isInLine() {
    return stored.current() != null && stored.current().standing() != null;
  }

  int childrenTold() {
    return fanOutSoFar().childrenTold();
  }

  /// Whether its rows are full of runs of its present attempt.
  boolean mayHaveForgotten() {
    List<Attempt> rows = task().attempts();
    return rows.size() == TaskRuns.MAX_ATTEMPTS_KEPT
        && rows.getFirst().number() == current().number();
  }

  /// The same apart from the timer and the runs that are ignored.
  Seen bare() {
    FanOut known = fanOutSoFar();
    FanOut heard =
        new FanOut(
            known.expected(),
            known.attempt(),
            known.ended(),
            known.succeeded(),
            known.failed(),
            known.sums(),
            known.details(),
            List.of(),
            known.told());
    return new Seen(
        new StoredTask(
            task(),
            assignment(),
            current(),
            runIds(),
            early(),
            stored.waiters(),
            stored.child(),
            stored.beforeAt(),
            StoredTask.StoredFanOut.of(heard),
            stop(),
            deadline(),
            null));
  }
}
