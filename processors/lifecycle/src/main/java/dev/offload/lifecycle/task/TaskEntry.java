package dev.offload.lifecycle.task;

import dev.offload.schemas.attempt.AttemptEvent;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.List;

/// All that the lifecycle keeps of one task.
///
/// `task` is null while there are only `early` events, which wait for its submission; `current` is
/// null once it has ended, `assignment` and `runIds` are empty once it has succeeded: after any
/// other end it may run again. `runIds` name the runs of `task.attempts()`, one each.
/// `child` is its index among the children of `task.parent()` (null: it is not one), `fanOut` what
/// has become of its own children (null: nothing is known of any). `stop` is there while workers
/// are kept from a cancelled task that has ended. `deadline` is when the clock moves the task on
/// (null: it waits for its children); `armed` is the timer in the store for it, which may be
/// earlier and then looks again.
public record TaskEntry(
    Task task,
    Assignment assignment,
    CurrentAttempt current,
    List<String> runIds,
    List<AttemptEvent> early,
    Integer child,
    FanOut fanOut,
    Stop stop,
    Deadline deadline,
    Deadline armed) {

  public TaskEntry {
    runIds = runIds == null ? List.of() : List.copyOf(runIds);
    early = early == null ? List.of() : List.copyOf(early);
  }

  /// Nothing is known of the task yet; `armed` is a timer left in the store (null: none).
  static TaskEntry blank(Deadline armed) {
    return new TaskEntry(null, null, null, null, null, null, null, null, null, armed);
  }

  /// Whether its submission has been read.
  boolean isSubmitted() {
    return task != null;
  }

  boolean isOver() {
    return task != null && task.state().isFinal();
  }

  /// Whether it waits for its children: running, and with no worker.
  boolean isDelegated() {
    return task != null && task.state() == TaskState.RUNNING && current.handOut() == null;
  }

  /// Whether it has ended and may run again.
  boolean mayRunAgain() {
    return isOver() && assignment != null;
  }

  /// Whether an attempt has let go for the sake of children of which some have not ended.
  boolean awaitsChildren() {
    return fanOut != null && fanOut.expected() != null && !fanOut.isComplete();
  }

  /// Whether somebody has asked for its end.
  boolean isCancelAsked() {
    return task != null && task.cancelRequestedAt() != null;
  }

  /// Whether workers are told not to run it.
  boolean isStopped() {
    return isOver() ? stop != null : isCancelAsked();
  }

  /// From when on the present attempt is not begun any more; null: it may always be. One that goes
  /// on after its children has begun long ago.
  Instant expiry() {
    return assignment == null || current == null || hasDelegated() ? null : assignment.expiresAt();
  }

  private boolean hasDelegated() {
    return task.attempts().stream()
        .anyMatch(row -> row.number() == current.number() && row.outcome() == Outcome.DELEGATED);
  }

  /// How many children's ends the runs of the present hand-out were told of.
  int childrenTold() {
    return fanOut == null || fanOut.expected() == null ? 0 : fanOut.expected();
  }

  FanOut fanOutSoFar() {
    return fanOut == null ? FanOut.NONE : fanOut;
  }

  /// Whether the run has been heard of.
  boolean knows(String runId) {
    return runIds.contains(runId);
  }

  AttemptLog attemptLog() {
    return new AttemptLog(task.attempts(), runIds);
  }

  TaskEntry with(Task newTask) {
    return new TaskEntry(
        newTask, assignment, current, runIds, early, child, fanOut, stop, deadline, armed);
  }

  TaskEntry with(Assignment newAssignment) {
    return new TaskEntry(
        task, newAssignment, current, runIds, early, child, fanOut, stop, deadline, armed);
  }

  TaskEntry with(CurrentAttempt newCurrent) {
    return new TaskEntry(
        task, assignment, newCurrent, runIds, early, child, fanOut, stop, deadline, armed);
  }

  TaskEntry withRunIds(List<String> newRunIds) {
    return new TaskEntry(
        task, assignment, current, newRunIds, early, child, fanOut, stop, deadline, armed);
  }

  TaskEntry withEarly(List<AttemptEvent> newEarly) {
    return new TaskEntry(
        task, assignment, current, runIds, newEarly, child, fanOut, stop, deadline, armed);
  }

  TaskEntry withChild(Integer newChild) {
    return new TaskEntry(
        task, assignment, current, runIds, early, newChild, fanOut, stop, deadline, armed);
  }

  TaskEntry with(FanOut newFanOut) {
    return new TaskEntry(
        task, assignment, current, runIds, early, child, newFanOut, stop, deadline, armed);
  }

  TaskEntry with(Deadline newDeadline) {
    return new TaskEntry(
        task, assignment, current, runIds, early, child, fanOut, stop, newDeadline, armed);
  }

  TaskEntry withDeadline(Deadline.Kind kind, Instant at) {
    return with(new Deadline(kind, at));
  }

  /// Waits until `at` to be begun, or for its expiry where that comes first.
  TaskEntry waitingUntil(Deadline.Kind kind, Instant at) {
    Instant expiry = expiry();
    return expiry == null || expiry.isAfter(at)
        ? withDeadline(kind, at)
        : withDeadline(Deadline.Kind.EXPIRY, expiry);
  }

  TaskEntry with(Stop newStop) {
    return new TaskEntry(
        task, assignment, current, runIds, early, child, fanOut, newStop, deadline, armed);
  }

  TaskEntry withoutStop() {
    return with((Stop) null);
  }

  TaskEntry withoutDeadline() {
    return with((Deadline) null);
  }

  public TaskEntry withArmed(Deadline newArmed) {
    return new TaskEntry(
        task, assignment, current, runIds, early, child, fanOut, stop, deadline, newArmed);
  }
}
