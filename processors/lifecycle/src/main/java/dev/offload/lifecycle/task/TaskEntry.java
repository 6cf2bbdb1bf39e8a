package dev.offload.lifecycle.task;

import dev.offload.schemas.attempt.AttemptEvent;
import dev.offload.schemas.task.Task;
import java.time.Instant;
import java.util.List;

/// All that the lifecycle keeps of one task.
///
/// `task` is null while there are only `early` events, which wait for its submission; `assignment`
/// and `current` are null once it has ended. `runIds` name the runs of `task.attempts()`, one each.
/// `deadline` is when the clock moves the task on; `armed` is the timer in the store for it, which
/// may be earlier and then looks again.
public record TaskEntry(
    Task task,
    Assignment assignment,
    CurrentAttempt current,
    List<String> runIds,
    List<AttemptEvent> early,
    Deadline deadline,
    Deadline armed) {

  public TaskEntry {
    runIds = runIds == null ? List.of() : List.copyOf(runIds);
    early = early == null ? List.of() : List.copyOf(early);
  }

  /// Whether its submission has been read.
  boolean isSubmitted() {
    return task != null;
  }

  boolean isOver() {
    return task != null && task.state().isFinal();
  }

  /// Whether the run has been heard of.
  boolean knows(String runId) {
    return runIds.contains(runId);
  }

  AttemptLog attemptLog() {
    return new AttemptLog(task.attempts(), runIds);
  }

  TaskEntry with(Task newTask) {
    return new TaskEntry(newTask, assignment, current, runIds, early, deadline, armed);
  }

  TaskEntry with(Assignment newAssignment) {
    return new TaskEntry(task, newAssignment, current, runIds, early, deadline, armed);
  }

  TaskEntry with(CurrentAttempt newCurrent) {
    return new TaskEntry(task, assignment, newCurrent, runIds, early, deadline, armed);
  }

  TaskEntry withRunIds(List<String> newRunIds) {
    return new TaskEntry(task, assignment, current, newRunIds, early, deadline, armed);
  }

  TaskEntry withDeadline(Deadline.Kind kind, Instant at) {
    Deadline next = new Deadline(kind, at);
    return new TaskEntry(task, assignment, current, runIds, early, next, armed);
  }

  public TaskEntry withArmed(Deadline newArmed) {
    return new TaskEntry(task, assignment, current, runIds, early, deadline, newArmed);
  }
}
